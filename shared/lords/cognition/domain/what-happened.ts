import type { Alert } from '../../../alerts/domain/alert.ts';
import type { Approval } from '../../../approvals/domain/approval.ts';
import type { Mission } from '../../../missions/domain/mission.ts';
import type { Learning, LearningKind } from '../contract/schemas.ts';

const ONE = { success: { successes: 1, trials: 1 }, failure: { successes: 0, trials: 1 } } as const;

interface Happened extends Pick<Learning, 'topic' | 'text' | 'source'> {
  readonly key: string;
  readonly kind: LearningKind;
  readonly counts: Learning['counts'];
  readonly context?: Learning['context'];
}

const learning = ({ context = {}, ...of }: Happened): Learning => ({
  ...of,
  context,
  withdraws: null,
  contradicts: null,
  contradictedBy: [],
  withdrawnBy: null,
});

export const missionKey = (id: string): string => `mission ${id}`;

/** Whether it did what it was for, which variant was answered more, and how many answered. */
export function learnedOfMission({ id, type, outcome, report }: Mission): Learning[] {
  const source = { kind: 'mission', id } as const;
  const context = { mission: id };
  const learnings: Learning[] = [];
  if (report?.ab) learnings.push(...variantsOf(report.ab, { source, context, id }));
  const { delivered = 0, replied = 0 } = report?.messages ?? {};
  if (delivered > 0) {
    learnings.push(
      learning({
        key: `replies ${id}`,
        kind: 'pattern',
        topic: `replies.${type}`,
        text: `${replied} of ${delivered} delivered messages were answered.`,
        source,
        context,
        counts: { successes: Math.min(replied, delivered), trials: delivered },
      }),
    );
  }
  // The last: whoever finds it has nothing more to learn of the mission.
  if (outcome) {
    const kind = outcome.met ? 'success' : 'failure';
    const text = outcome.criteria.map(({ sentence }) => sentence).join(' ');
    learnings.push(
      learning({
        key: missionKey(id),
        kind,
        topic: `missions.${type}`,
        text: text === '' ? `A mission ${type} ${outcome.met ? 'met' : 'missed'} its aim.` : text,
        source,
        context,
        counts: ONE[kind],
      }),
    );
  }
  return learnings;
}

/** Only where the test has decided, which stays valid at every look. */
function variantsOf(
  { verdict, anytimePValue, variants }: NonNullable<NonNullable<Mission['report']>['ab']>,
  { source, context, id }: Pick<Happened, 'source'> & { context: Learning['context']; id: string },
): Learning[] {
  const better = /^([AB]) better$/.exec(verdict)?.[1];
  if (better === undefined) return [];
  const told = variants
    .map(({ variant, replied }) => `${variant} ${replied.count} of ${replied.of}`)
    .join(', ');
  return [
    learning({
      key: `variants ${id}`,
      kind: better === 'B' ? 'success' : 'failure',
      topic: 'variants.b-against-a',
      text: `Variant ${better} was answered more: ${told} (anytime-valid p = ${anytimePValue?.toFixed(3) ?? 'unknown'}).`,
      source,
      context,
      counts: better === 'B' ? ONE.success : ONE.failure,
    }),
  ];
}

/** Whether a person let through what Rex had drafted or planned. */
export function learnedOfApproval(approval: Approval): Learning[] {
  const { id, state, subject, reason } = approval;
  if (state !== 'approved' && state !== 'rejected') return [];
  const kind = state === 'approved' ? 'success' : 'failure';
  const what = subject === 'task' ? approval.type : subject;
  return [
    learning({
      key: `approval ${id}`,
      kind,
      topic: `approvals.${what}`,
      text: `${what} was ${state}${reason === undefined ? '' : `: ${reason}`}.`.replace(/\.\.$/, '.'),
      source: { kind: 'approval', id },
      ...(subject === 'messages' && { context: { mission: approval.missionId } }),
      counts: ONE[kind],
    }),
  ];
}

/** An incident. Only graver ones say that something does not work. */
export const learnedOfAlert = ({ id, type, severity, title }: Alert): Learning[] =>
  severity === 'info'
    ? []
    : [
        learning({
          key: `alert ${id}`,
          kind: 'failure',
          topic: `alerts.${type}`,
          text: title,
          source: { kind: 'alert', id },
          context: { severity },
          counts: ONE.failure,
        }),
      ];

import type { Alert } from '../../../alerts/domain/alert.ts';
import type { Approval } from '../../../approvals/domain/approval.ts';
import type { SendingDomain } from '../../../domains/domain/pool.ts';
import { utcDay } from '../../../kernel/clock.ts';
import type { MissionView } from '../../../missions/contract/mission.ts';
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

/** What replies want that is learned, each as a share of those that people wrote. */
const WANTED = ['interested', 'question', 'later', 'not_interested'] as const;
const OF_MACHINES: readonly string[] = ['out_of_office', 'challenge_response'];

/** How many replies to a mission want what. */
type Wanted = MissionView['replyClasses'];

/** Whether it did what it was for, which variant was answered more, how many answered, and what they wanted. */
export function learnedOfMission({ id, type, outcome, report }: Mission, wanted: Wanted = {}): Learning[] {
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
  learnings.push(...wishesOf(wanted, { source, context, id }));
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

/** Also of what nobody wanted: a share of the missions where it was wanted would be too high. */
function wishesOf(
  wanted: Wanted,
  { source, context, id }: Pick<Happened, 'source'> & { context: Learning['context']; id: string },
): Learning[] {
  const of = Object.entries(wanted).filter(([name]) => !OF_MACHINES.includes(name));
  const trials = of.reduce((sum, [, count]) => sum + count, 0);
  if (trials === 0) return [];
  return WANTED.map((name) =>
    learning({
      key: `wanted ${name} ${id}`,
      kind: 'pattern',
      topic: `wanted.${name.replace('_', '-')}`,
      text: `${wanted[name] ?? 0} of ${trials} replies that Rex has read were "${name.replace('_', ' ')}".`,
      source,
      context,
      counts: { successes: wanted[name] ?? 0, trials },
    }),
  );
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

/** A domain that was rotated out, and that it came back. */
export function learnedOfDomain({ domain, status, rotated }: SendingDomain): Learning[] {
  if (!rotated) return [];
  const { at, by, reason, reputation } = rotated;
  const source = { kind: 'domain', id: domain } as const;
  const context = { domain, by };
  const went = learning({
    key: `rotation ${domain} ${at}`,
    kind: 'failure',
    topic: 'domains.rotations',
    text: `${domain} was rotated out on ${at.slice(0, 10)}, at a reputation of ${reputation.toFixed(2)}: ${reason}`,
    source,
    context,
    counts: ONE.failure,
  });
  if (status !== 'active') return [went];
  const back = learning({
    key: `return ${domain} ${at}`,
    kind: 'success',
    topic: 'domains.returns',
    text: `${domain} sends again after it was rotated out on ${at.slice(0, 10)}.`,
    source,
    context,
    counts: ONE.success,
  });
  return [went, back];
}

/** What a person made of a draft of an answer. */
const FATES = {
  sent: 'went out as they were',
  changed: 'were changed',
  discarded: 'were discarded',
} as const;
type Fate = keyof typeof FATES;

interface Drafted {
  readonly day: string;
  readonly source: string;
  readonly missionId: string | undefined;
  readonly fate: Fate;
  readonly approvalId: string;
}

const ANSWER = 'email.answer';
/** The words of a member are no draft. */
const WRITTEN = 'written';

/**
 * Drafts of answers that people decided on, of each day that is over, mission and source (`model`, `faq`, `template`, `quote`): how
 * many went out as they were. One pattern for each, since there may be many answers a day. Days are those of UTC; `from` is the
 * first of which all decisions are among the approvals.
 */
export function learnedOfDrafts(
  approvals: readonly Approval[],
  { from, now }: { readonly from: string; readonly now: Date },
): Learning[] {
  const today = utcDay(now);
  const drafts = approvals.flatMap(draftedIn).filter(({ day }) => day >= from && day < today);
  const groups = Map.groupBy(drafts, ({ day, missionId = '-', source }) => `${day} ${missionId} ${source}`);
  return [...groups].flatMap(([name, of]) => {
    const [first] = of;
    if (!first) return [];
    const { day, missionId, source, approvalId } = first;
    const count = (fate: Fate): number => of.filter((each) => each.fate === fate).length;
    const told = Object.entries(FATES).map(([fate, says]) => `${count(fate as Fate)} ${says}`);
    return [
      learning({
        key: `drafts ${name}`,
        kind: 'pattern',
        topic: `drafts.answers.${source}`,
        text: `Of ${of.length} drafts of answers (${source}) on ${day}, ${told.join(', ')}.`,
        source:
          missionId === undefined ? { kind: 'approval', id: approvalId } : { kind: 'mission', id: missionId },
        context: { day, ...(missionId !== undefined && { mission: missionId }) },
        counts: { successes: count('sent'), trials: of.length },
      }),
    ];
  });
}

function draftedIn(approval: Approval): Drafted[] {
  if (approval.subject !== 'task' || approval.type !== ANSWER) return [];
  const { id, effect, missionId, state, decidedAt, taken } = approval;
  const source = effect.facts['source'];
  const at = taken?.at ?? decidedAt;
  if (typeof source !== 'string' || source === WRITTEN || at === undefined) return [];
  const fate = taken ? (taken.change === 'edit' ? 'changed' : 'discarded') : FATE_OF[state];
  return fate === undefined ? [] : [{ day: at.slice(0, 10), source, missionId, fate, approvalId: id }];
}

/** Nobody's answer in time says nothing of the words. */
const FATE_OF: Readonly<Partial<Record<Approval['state'], Fate>>> = {
  approved: 'sent',
  rejected: 'discarded',
};

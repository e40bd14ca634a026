import { type RaiseAlertDeps, raiseAlert } from '../../alerts/app/raise-alert.ts';
import type { Channel } from '../../channels/contract/channels.ts';
import { CHANNEL_TERMS } from '../../channels/domain/channel-terms.ts';
import type { Cohort } from '../../drafting/domain/cohort.ts';
import { addMs, HOUR, MINUTE } from '../../kernel/clock.ts';
import type { Mend } from './ports/sending.ts';
import type { SendView } from './send-context.ts';

/** What a cohort waits for, and until when. */
export type Held = NonNullable<Cohort['held']>;

/** While nobody says that it is mended, one message in so long asks whether it is. */
const PROBE_EVERY_MS = HOUR;
/** How soon a person who resolved the alert sees that it goes on. */
const LOOK_MS = 15 * MINUTE;

export type Standing =
  | { readonly is: 'free' }
  /** It was refused a while ago: one message may ask again. */
  | { readonly is: 'to-be-probed' }
  | { readonly is: 'held'; readonly held: Held };

const causeOf = (scope: Mend['scope'], channel: Channel, view: SendView): string =>
  scope === 'account'
    ? `provider-account ${providerOf(channel, view)}`
    : `provider-domain ${view.mission.reservation?.domain ?? ''}`;

const providerOf = (channel: Channel, { mission, settings }: SendView): string =>
  CHANNEL_TERMS[channel].provider?.(settings.channels, mission.reservation?.domain ?? '') ?? channel;

/**
 * Whether a refusal that only a person can mend stands in the way. Its alert is what keeps the messages back: until it
 * is resolved, or an hour has passed, the provider is not asked.
 */
export async function standingOf(
  { alerts }: RaiseAlertDeps,
  view: SendView,
  channel: Channel,
  now: Date,
): Promise<Standing> {
  const scopes = channel === 'email' ? (['account', 'domain'] as const) : (['account'] as const);
  const known = await Promise.all(
    scopes.map((scope) => alerts.ofCause(view.mission.workspace, causeOf(scope, channel, view))),
  );
  const [alert] = known
    .filter((each) => each !== undefined && each.state !== 'resolved')
    .toSorted((a, b) => (b?.lastAt ?? '').localeCompare(a?.lastAt ?? ''));
  if (!alert) return { is: 'free' };
  const probeAt = addMs(new Date(alert.lastAt), PROBE_EVERY_MS);
  if (probeAt <= now) return { is: 'to-be-probed' };
  const { reason, todo } = alert.evidence;
  return {
    is: 'held',
    held: { channel, reason: String(reason), todo: String(todo), until: soonest(probeAt, now) },
  };
}

/** Trying again mends nothing here. The messages wait, none is lost. */
export async function holdFor(
  deps: RaiseAlertDeps,
  view: SendView,
  channel: Channel,
  { reason, mend }: { readonly reason: string; readonly mend: Mend },
): Promise<Held> {
  const { name } = CHANNEL_TERMS[channel];
  const provider = providerOf(channel, view);
  const { workspace, correlationId, id: missionId, reservation } = view.mission;
  const { scope, todo } = mend;
  const whose = scope === 'account' ? 'for this account' : `from ${reservation?.domain ?? 'this domain'}`;
  await raiseAlert(
    deps,
    {
      workspace,
      type: `provider.${scope}`,
      severity: 'critical',
      title: `No messages go out by ${name}: ${provider} refuses to send ${whose}`,
      message: `The answer is ${reason}. ${todo} Then resolve this alert, and waiting messages go out. Until then Rex tries one message an hour.`,
      evidence: { channel, reason, todo, missionId },
      cause: causeOf(scope, channel, view),
    },
    correlationId,
  );
  const now = deps.clock.now();
  return { channel, reason, todo, until: soonest(addMs(now, PROBE_EVERY_MS), now) };
}

const soonest = (probeAt: Date, now: Date): string =>
  new Date(Math.min(probeAt.getTime(), now.getTime() + LOOK_MS)).toISOString();

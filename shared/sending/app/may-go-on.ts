import { approvalOfMission } from '../../approvals/app/approval-of-mission.ts';
import type { ApprovalStore } from '../../approvals/app/ports/approvals.ts';
import type { Channel } from '../../channels/contract/channels.ts';
import { CHANNEL_TERMS } from '../../channels/domain/channel-terms.ts';
import { numberChannel } from '../../channels/domain/number-channel.ts';
import type { DomainRegistry } from '../../domains/app/ports/domains.ts';
import type { PoolStore, SendAllowance, UnsentSends } from '../../domains/app/ports/pools.ts';
import { isOwned } from '../../domains/domain/domain-ownership.ts';
import { isSender, type SendingDomain } from '../../domains/domain/pool.ts';
import { type RiskByScope, riskBudget } from '../../domains/domain/risk-budget.ts';
import { inboxAllowance, isInboxPaused } from '../../domains/domain/sending-domain.ts';
import type { Recipients } from '../../domains/domain/traffic.ts';
import { dailyCap } from '../../domains/domain/warmup.ts';
import { addMs, type Clock, MINUTE, nextUtcDay, SECOND, utcDay } from '../../kernel/clock.ts';
import type { ProviderLimits } from '../../limits/app/ports/provider-limits.ts';
import { keepReservation } from '../../missions/app/keep-reservation.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import { type Mission, outreachMission } from '../../missions/domain/mission.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { Mend } from './ports/sending.ts';
import type { SendView } from './send-context.ts';

export interface MayGoOnDeps {
  readonly missions: MissionStore;
  readonly workspaces: WorkspaceStore;
  readonly pools: PoolStore;
  readonly domains: Pick<DomainRegistry, 'get'>;
  readonly approvals: Pick<ApprovalStore, 'get'>;
  readonly limits: ProviderLimits;
  readonly clock: Clock;
}

export type MayGoOn =
  | {
      readonly until: Date;
      /** What a person has to mend before anything goes by this channel. */
      readonly refusal?: { readonly reason: string; readonly mend: Mend };
    }
  | {
      readonly until: undefined;
      readonly mission: SendView['mission'];
      readonly settings: SendView['settings'];
      /** What was taken of the day. */
      readonly reserved: SendAllowance;
    };

/** The consumer's time is not endless: what is left over after so long is done in the next round. */
const WORK_AT_MOST_MS = 4 * MINUTE;
export const LOOK_AGAIN_MS = 5 * MINUTE;
/** What was read so long ago is read again before anything is claimed. A provider that is quick costs no further look. */
export const FRESH_MS = 2 * SECOND;

type Records = Awaited<ReturnType<typeof readNow>>;
interface Moment {
  readonly channel: Channel;
  /** Of the round. */
  readonly started: Date;
  readonly now: Date;
}

/** What is asked before each slice, as it is now. */
export function readNow(
  { missions, workspaces, pools, domains }: MayGoOnDeps,
  { mission, domain }: SendView,
  channel: Channel,
) {
  const { workspace, id } = mission;
  return Promise.all([
    missions.get(workspace, id),
    workspaces.get(workspace),
    channel === 'email' ? pools.get(workspace) : undefined,
    channel === 'email' && domain ? domains.get(domain.domain) : undefined,
  ]);
}

/**
 * Whether nothing that was written since holds back what a slice has yet to send, which has been taken of the day: asked when the
 * provider takes long, so that a stop is heeded before the next messages are claimed and not only before the next slice. When not,
 * until when.
 */
export async function lookAgain(
  deps: MayGoOnDeps,
  view: SendView,
  moment: Moment,
): Promise<{ readonly until: Date | undefined }> {
  const [records, approval] = await Promise.all([
    readNow(deps, view, moment.channel),
    approvalOfMission(deps.approvals, view.mission),
  ]);
  const found = standingNow(view, moment, records);
  if (found.until) return found;
  const isOwn = moment.channel !== 'email' || found.sender?.owner === view.mission.workspace;
  const isApproved = approval?.state === view.approval?.state;
  return { until: isOwn && isApproved ? undefined : addMs(moment.now, LOOK_AGAIN_MS) };
}

/** What the records say, whatever is left of the day: pause, cancel, a change of the sender, and the time of the round. */
function standingNow(
  view: SendView,
  { channel, started, now }: Moment,
  [mission, record, pool, owner]: Records,
) {
  if (now.getTime() - started.getTime() > WORK_AT_MOST_MS) return { until: now };
  const later = { until: addMs(now, LOOK_AGAIN_MS) };
  if (mission?.state !== 'EXECUTING' || mission.redraft || !record || record.settings.paused) return later;
  const { settings } = record;
  if (channel !== 'email') return { until: undefined, mission, settings };
  if (mission.release?.stopped) return later;
  const domain = pool?.domains.find((candidate) => candidate.domain === mission.reservation?.domain);
  const inbox = mission.reservation?.inbox;
  if (!isSameSender(view, mission) || domain?.status !== 'active' || !isOwned(domain)) return later;
  if (isInboxPaused(domain, inbox)) return later;
  return {
    until: undefined,
    mission,
    settings,
    sender: { domain, inbox, owner: owner?.workspace },
  };
}

/** Whether it is the sender that the messages were built for. */
const isSameSender = ({ mission: { reservation: before } }: SendView, { reservation }: Mission): boolean =>
  before !== undefined && reservation !== undefined && isSender(reservation, before);

/**
 * Asked before each slice of messages of one channel, over the records as they are now: what keeps them back, the provider's
 * rate, and what is left of the day, which is taken here.
 */
export async function mayGoOn(
  deps: MayGoOnDeps,
  view: SendView,
  slice: Moment & {
    readonly count: number;
    readonly to: Recipients;
    /** What is expected of the messages, where they are e-mails. */
    readonly risk: RiskByScope;
    readonly records: Records;
  },
): Promise<MayGoOn> {
  const { workspace } = view.mission;
  const { channel, count, now } = slice;
  const later: MayGoOn = { until: addMs(now, LOOK_AGAIN_MS) };
  const found = standingNow(view, slice, slice.records);
  if (found.until) return found;
  const { mission, settings, sender } = found;
  if (!(await keepReservation(deps, mission, now))) return later;
  const { provider, dailyLimit } = CHANNEL_TERMS[channel];
  // Before the day's budget, which nobody would give back: calls that are not made come back by themselves.
  const rate = provider
    ? await deps.limits.take(
        workspace,
        provider(settings.channels, view.mission.reservation?.domain ?? ''),
        count,
        settings,
      )
    : ({ ok: true } as const);
  if (!rate.ok) return { until: rate.retryAt };
  const limit = dailyLimit(settings.channels);
  const byNumber = numberChannel(channel);
  const number = byNumber && settings.channels[byNumber].sender;
  const allowance: SendAllowance = {
    workspace,
    day: utcDay(now),
    count,
    workspaceLimit: settings.dailyBudget,
    ...(sender && takenOf(sender, settings, slice)),
    ...(Number.isFinite(limit) ? { channel: { name: channel, limit, sender: number } } : {}),
  };
  const reserved = await deps.pools.reserveSends(allowance);
  if (reserved === 'spent') return { until: nextUtcDay(now) };
  // Others drew from the budget meanwhile: the guards say of each message whether it still fits.
  if (reserved === 'too-risky') return later;
  // Another workspace has the domain or the number, whatever this one's records say: nothing goes out from it.
  if (reserved === 'not-owned')
    return number === undefined ? later : { ...later, refusal: ofAnother(number, channel) };
  return { until: undefined, mission: outreachMission(mission), settings, reserved: allowance };
}

/** The part of what a slice took of the day that some of its messages, which do not go out, give back. */
export const partOf = (
  { workspace, day, domain, inbox, channel }: SendAllowance,
  { count, to, risk }: { readonly count: number; readonly to: Recipients; readonly risk: RiskByScope },
): UnsentSends => ({
  workspace,
  day,
  count,
  domain: domain && { name: domain.name, to, risk },
  inbox,
  channel,
});

/** Answers to it would reach the other workspace: a STOP would not be heard here. */
const ofAnother = (number: string, channel: Channel): { readonly reason: string; readonly mend: Mend } => ({
  reason: 'NUMBER_OF_ANOTHER_WORKSPACE',
  mend: {
    scope: 'account',
    todo:
      `${number} belongs to another workspace. Set \`channels.${channel}.sender\` to a number of your own; ` +
      'if it is yours, name the webhook of this workspace at the number in Twilio and send any text to it.',
  },
});

/** What e-mails take of their sender's day. */
function takenOf(
  { domain, inbox, owner }: { domain: SendingDomain; inbox: string | undefined; owner: string | undefined },
  settings: SendView['settings'],
  { to, risk, now }: { readonly to: Recipients; readonly risk: RiskByScope; readonly now: Date },
): Pick<SendAllowance, 'domain' | 'inbox'> {
  const limit = dailyCap(domain, now);
  const budget = riskBudget(limit, settings.rules);
  return {
    domain: { name: domain.domain, owner, limit, to, risk: { expected: risk, budget } },
    inbox: inboxAllowance(domain, inbox),
  };
}

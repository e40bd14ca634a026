import type { Channel } from '../../channels/contract/channels.ts';
import { CHANNEL_TERMS } from '../../channels/domain/channel-terms.ts';
import { numberChannel } from '../../channels/domain/number-channel.ts';
import type { DomainRegistry } from '../../domains/app/ports/domains.ts';
import type { PoolStore, SendAllowance } from '../../domains/app/ports/pools.ts';
import { isOwned } from '../../domains/domain/domain-ownership.ts';
import { isSender, type SendingDomain } from '../../domains/domain/pool.ts';
import { type RiskByScope, riskBudget } from '../../domains/domain/risk-budget.ts';
import { inboxAllowance, isInboxPaused } from '../../domains/domain/sending-domain.ts';
import type { Recipients } from '../../domains/domain/traffic.ts';
import { dailyCap } from '../../domains/domain/warmup.ts';
import { addMs, type Clock, MINUTE, nextUtcDay, utcDay } from '../../kernel/clock.ts';
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
    };

/** The consumer's time is not endless: what is left over after so long is done in the next round. */
const WORK_AT_MOST_MS = 4 * MINUTE;
export const LOOK_AGAIN_MS = 5 * MINUTE;

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
 * Asked before each slice of messages of one channel, over the records as they are now: pause, cancel, a change of
 * the sender, the provider's rate, and what is left of the day, which is taken here.
 */
export async function mayGoOn(
  deps: MayGoOnDeps,
  view: SendView,
  slice: {
    readonly channel: Channel;
    readonly count: number;
    readonly to: Recipients;
    /** What is expected of the messages, where they are e-mails. */
    readonly risk: RiskByScope;
    readonly started: Date;
    readonly now: Date;
    readonly records: Awaited<ReturnType<typeof readNow>>;
  },
): Promise<MayGoOn> {
  const { workspace } = view.mission;
  const { channel, count, started, now } = slice;
  const later: MayGoOn = { until: addMs(now, LOOK_AGAIN_MS) };
  if (now.getTime() - started.getTime() > WORK_AT_MOST_MS) return { until: now };
  const [mission, record, pool, owner] = slice.records;
  if (mission?.state !== 'EXECUTING' || mission.redraft || !record || record.settings.paused) return later;
  if (channel === 'email' && mission.release?.stopped) return later;
  const domain = pool?.domains.find((candidate) => candidate.domain === mission.reservation?.domain);
  const sender =
    channel === 'email'
      ? senderOf(view, mission, { domain, owner: owner?.workspace }, record.settings, slice)
      : {};
  if (!sender) return later;
  if (!(await keepReservation(deps, mission, now))) return later;
  const { settings } = record;
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
  const reserved = await deps.pools.reserveSends({
    workspace,
    day: utcDay(now),
    count,
    workspaceLimit: settings.dailyBudget,
    ...sender,
    ...(Number.isFinite(limit) ? { channel: { name: channel, limit, sender: number } } : {}),
  });
  if (reserved === 'spent') return { until: nextUtcDay(now) };
  // Others drew from the budget meanwhile: the guards say of each message whether it still fits.
  if (reserved === 'too-risky') return later;
  // Another workspace has the domain or the number, whatever this one's records say: nothing goes out from it.
  if (reserved === 'not-owned')
    return number === undefined ? later : { ...later, refusal: ofAnother(number, channel) };
  return { until: undefined, mission: outreachMission(mission), settings };
}

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

/** What an e-mail takes of its sender's day; undefined when it is not the sender that the messages were built for. */
function senderOf(
  view: SendView,
  { reservation: sender }: Mission,
  { domain, owner }: { readonly domain: SendingDomain | undefined; readonly owner: string | undefined },
  settings: SendView['settings'],
  { to, risk, now }: { readonly to: Recipients; readonly risk: RiskByScope; readonly now: Date },
): Pick<SendAllowance, 'domain' | 'inbox'> | undefined {
  const isSameSender = sender && view.mission.reservation && isSender(sender, view.mission.reservation);
  if (!isSameSender || domain?.status !== 'active' || !isOwned(domain)) return undefined;
  if (isInboxPaused(domain, sender.inbox)) return undefined;
  const limit = dailyCap(domain, now);
  const budget = riskBudget(limit, settings.rules);
  return {
    domain: { name: domain.domain, owner, limit, to, risk: { expected: risk, budget } },
    inbox: inboxAllowance(domain, sender.inbox),
  };
}

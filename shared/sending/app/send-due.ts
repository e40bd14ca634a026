import type { AlertStore } from '../../alerts/app/ports/alerts.ts';
import type { ApprovalStore } from '../../approvals/app/ports/approvals.ts';
import type { ContactNumberStore } from '../../channels/app/ports/contact-numbers.ts';
import type { LinkedinTaskStore } from '../../channels/app/ports/tasks.ts';
import type { Channel } from '../../channels/contract/channels.ts';
import { CHANNEL_TERMS, type Provider } from '../../channels/domain/channel-terms.ts';
import type { DomainRegistry } from '../../domains/app/ports/domains.ts';
import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { addRisks, NOTHING_RISKED, overBudget, riskOf } from '../../domains/domain/risk-budget.ts';
import { recipientsBy } from '../../domains/domain/traffic.ts';
import type { Cohort, LeadDrafts } from '../../drafting/domain/cohort.ts';
import type { buildMessage } from '../../drafting/domain/message.ts';
import { addMs, type Clock, DAY, nextUtcDay } from '../../kernel/clock.ts';
import { chunksOf } from '../../kernel/concurrency.ts';
import { applySuppressions } from '../../leads/app/apply-suppressions.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import type { SuppressionStore } from '../../leads/app/ports/suppressions.ts';
import type { ContactLease } from '../../leads/domain/contact-lease.ts';
import { suppressionOn } from '../../leads/domain/suppression.ts';
import type { ProviderLimits } from '../../limits/app/ports/provider-limits.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { SendContext } from '../domain/guards/guard.ts';
import { suppressed } from '../domain/guards/suppressed.ts';
import { CLAIM_UNKNOWN_AFTER_MS } from '../domain/journey.ts';
import { afterQuietHours } from '../domain/next-act.ts';
import { dueAtSendHour } from '../domain/send-time.ts';
import { FRESH_MS, LOOK_AGAIN_MS, lookAgain, type MayGoOn, mayGoOn, partOf, readNow } from './may-go-on.ts';
import type { Mailer, SendLedger, Texter } from './ports/sending.ts';
import { type Held, holdFor, standingOf } from './provider-hold.ts';
import type { SendView } from './send-context.ts';
import { type SendResult, sendMessages, type Unsettled } from './send-message.ts';

export interface DueMessage {
  readonly drafted: LeadDrafts;
  readonly context: SendContext;
}

export interface SendDueDeps {
  readonly mailer: Mailer;
  /** Absent where no account of a provider of texts is set up. */
  readonly texter?: Texter | undefined;
  readonly linkedinTasks: LinkedinTaskStore;
  readonly clock: Clock;
  readonly threadSecret: string;
  /** HTTPS base of the public pages, without a slash at the end. */
  readonly publicBaseUrl: string;
  readonly leads: LeadStore;
  readonly suppressions: SuppressionStore;
  readonly numbers: ContactNumberStore;
  readonly ledger: SendLedger;
  readonly missions: MissionStore;
  readonly workspaces: WorkspaceStore;
  readonly pools: PoolStore;
  readonly domains: Pick<DomainRegistry, 'get'>;
  readonly approvals: Pick<ApprovalStore, 'get'>;
  readonly limits: ProviderLimits;
  readonly alerts: AlertStore;
  /** How many are claimed and sent at once; when absent, as many as suit the provider. */
  readonly together?: number | undefined;
}

export interface LostContact {
  readonly leadId: string;
  readonly step: number;
  readonly to: ContactLease;
}

export interface SendDueResult {
  readonly lost: readonly LostContact[];
  /** Whom a guard has stopped for good, by lead. */
  readonly blocked: Cohort['blocked'];
  /** When somebody of the cohort wants to be looked at again. */
  readonly again: readonly Date[];
  readonly counts: Readonly<Record<string, number>>;
  readonly held: Held | undefined;
}

/** Pause, cancel and budget are read again before each slice of so many messages; within it, where the provider takes long. */
const SLICE = 24;
/**
 * Claimed and sent at once. A process that dies leaves at most so many of which nobody knows whether they were sent. A
 * request to SendGrid carries many messages.
 */
const TOGETHER: Readonly<Record<Provider | 'none', number>> = { ses: 8, twilio: 8, sendgrid: SLICE, none: 8 };
/** When so little is left of the day, it is taken one by one, so that none of it is wasted. */
const NEARLY_SPENT = 50;

interface Round {
  readonly view: SendView;
  readonly cohort: Cohort;
  readonly delaysDays: ReadonlyMap<string, readonly number[]>;
  readonly build: typeof buildMessage;
  /** A provider did not take some of these messages a while ago. */
  readonly wasUnavailable: boolean;
  readonly started: Date;
  readonly again: Date[];
  readonly counts: Record<string, number>;
  readonly lost: LostContact[];
  readonly blocked: Cohort['blocked'];
  /** What keeps a channel back that only a person can mend. */
  held: Held | undefined;
  /** As this round has written it. What providers answered is written with the next claim, or at the end. */
  unsettled: Unsettled;
}

/**
 * Sends what is due, channel by channel and slice by slice, within the day's budget, the limits of the sender or the
 * channel, and the provider's rate. A channel that cannot go on does not keep the others back.
 */
export async function sendDue(
  deps: SendDueDeps,
  view: SendView,
  cohort: Cohort,
  due: readonly DueMessage[],
  {
    delaysDays,
    build,
    wasUnavailable,
    ledger,
  }: Pick<Round, 'delaysDays' | 'build' | 'wasUnavailable'> & Pick<Unsettled, 'ledger'>,
): Promise<SendDueResult> {
  const round: Round = {
    view,
    cohort,
    delaysDays,
    build,
    wasUnavailable,
    started: deps.clock.now(),
    again: [],
    counts: {},
    lost: [],
    blocked: {},
    held: undefined,
    unsettled: { ledger, facts: [] },
  };
  const byChannel = Map.groupBy(due, ({ context }) => context.channel);
  const settle = () => deps.ledger.settle(round.unsettled.ledger, round.unsettled.facts);
  try {
    for (const [channel, messages] of byChannel) await sendByChannel(deps, round, channel, messages);
  } catch (error) {
    await settle().catch(() => undefined);
    throw error;
  }
  await settle();
  const { again, counts, lost, blocked, held } = round;
  return { again, counts, lost, blocked, held };
}

async function sendByChannel(
  deps: SendDueDeps,
  round: Round,
  channel: Channel,
  all: readonly DueMessage[],
): Promise<void> {
  const { due, later } = channel === 'email' ? withinRisk(all) : { due: all, later: [] };
  const left = Math.min(...due.map(({ context }) => leftFor(context)));
  const size = left < NEARLY_SPENT ? 1 : SLICE;
  // At the same moment, which makes it one request.
  const look = (chunk: readonly DueMessage[]) => {
    const at = deps.clock.now();
    return Promise.all([withoutListed(deps, round, chunk), readNow(deps, round.view, channel), at]);
  };
  const [standing, ahead] = await Promise.all([
    standingOf(deps, round.view, channel, round.started),
    due.length > 0 && !round.wasUnavailable ? look(due.slice(0, size)) : undefined,
  ]);
  if (standing.is === 'held') return keepBack(round, standing.held);
  round.again.push(...later);
  // Whether the provider is back is asked with one message: every try takes of the day's budget, and gives nothing back.
  const probe = round.wasUnavailable || standing.is === 'to-be-probed' ? 1 : 0;
  const slices = [due.slice(0, probe), ...chunksOf(due.slice(probe), size)].filter(
    ({ length }) => length > 0,
  );
  for (const [i, chunk] of slices.entries()) {
    const now = deps.clock.now();
    const [{ slice, listed }, records, looked] = (i === 0 && probe === 0 && ahead) || (await look(chunk));
    for (const { drafted, context } of listed) {
      round.blocked[drafted.leadId] = { code: suppressed.code, step: context.step };
      round.counts['blocked'] = (round.counts['blocked'] ?? 0) + 1;
    }
    if (slice.length === 0) continue;
    const go = await mayGoOn(deps, round.view, {
      channel,
      ...sumsOf(slice),
      started: round.started,
      now,
      records,
    });
    if (go.until) {
      if (go.refusal) keepBack(round, await holdFor(deps, round.view, channel, go.refusal));
      else round.again.push(go.until);
      return;
    }
    const { results, until } = await sendSlice(deps, round, go, { channel, slice, looked, now });
    const unavailable = results.filter((result) => result.kind === 'unavailable');
    if (unavailable.length > 0) {
      const refused = unavailable.find(({ mend }) => mend);
      if (refused?.mend) {
        const { reason, mend } = refused;
        keepBack(round, await holdFor(deps, round.view, channel, { reason, mend }));
      } else {
        const [soonest] = unavailable.flatMap((each) => each.until ?? []).toSorted();
        round.again.push(soonest === undefined ? addMs(now, LOOK_AGAIN_MS) : new Date(soonest));
      }
    }
    if (until) round.again.push(until);
    if (until || unavailable.length > 0) return;
  }
}

/**
 * A few at a time. Where the provider takes so long that a stop may have been written meanwhile, what is left of the slice is
 * looked at again before it is claimed; when it may not go any more, it gives back what was taken for it.
 * @returns what became of those that were tried, and when to look at the others again
 */
async function sendSlice(
  deps: SendDueDeps,
  round: Round,
  go: Extract<MayGoOn, { until: undefined }>,
  of: {
    readonly channel: Channel;
    readonly slice: readonly DueMessage[];
    /** When the records were read that let it go. */
    readonly looked: Date;
    readonly now: Date;
  },
): Promise<{ readonly results: readonly SendResult[]; readonly until?: Date }> {
  const { channel, slice } = of;
  const { view, started } = round;
  const results: SendResult[] = [];
  let { looked } = of;
  for (const together of chunksOf(slice, deps.together ?? TOGETHER[providerOf(go, channel)])) {
    const now = deps.clock.now();
    if (now.getTime() - looked.getTime() > FRESH_MS) {
      const { until } = await lookAgain(deps, view, { channel, started, now });
      if (until) {
        await deps.pools.returnSends(partOf(go.reserved, sumsOf(slice.slice(results.length))));
        return { results, until };
      }
      looked = now;
    }
    results.push(...(await sendTogether(deps, round, go, together, of.now)));
  }
  return { results };
}

/** How many they are, to whom, and what is expected of them. */
const sumsOf = (some: readonly DueMessage[]) => ({
  count: some.length,
  to: recipientsBy(some.map(({ context }) => context.risk.provider)),
  risk: riskOf(some.map(({ context: { risk } }) => ({ provider: risk.provider, risk: risk.expected }))),
});

const providerOf = (
  { mission, settings }: Extract<MayGoOn, { until: undefined }>,
  channel: Channel,
): Provider | 'none' =>
  CHANNEL_TERMS[channel].provider?.(settings.channels, mission.reservation?.domain ?? '') ?? 'none';

/**
 * The messages that fit together into what the domain may still risk today, as far as the round knows; each by itself has passed
 * the guard. The others are looked at on the next day.
 */
function withinRisk(all: readonly DueMessage[]): { readonly due: DueMessage[]; readonly later: Date[] } {
  let drawn = NOTHING_RISKED;
  const later: Date[] = [];
  const due = all.filter(({ context }) => {
    const { provider, expected, budget, risked } = context.risk;
    const own = riskOf([{ provider, risk: expected }]);
    if (overBudget(addRisks(drawn, own), risked, budget)) {
      later.push(afterQuietHours(context, nextUtcDay(context.now)));
      return false;
    }
    drawn = addRisks(drawn, own);
    return true;
  });
  return { due, later };
}

/**
 * The lists of suppression are asked last: an entry of a domain or of all workspaces may have come since the mission chose its
 * leads. It is written into the lead, and ends the sequence here.
 */
async function withoutListed(
  deps: SendDueDeps,
  { view }: Round,
  chunk: readonly DueMessage[],
): Promise<{ readonly slice: readonly DueMessage[]; readonly listed: readonly DueMessage[] }> {
  const { workspace, id } = view.mission;
  const before = chunk.map(({ context }) => context.lead);
  const after = await applySuppressions(deps, workspace, before, id);
  const asNow = chunk.map(({ drafted, context }, i): DueMessage => {
    const lead = after[i] ?? context.lead;
    return { drafted, context: { ...context, lead } };
  });
  const isListed = ({ context }: DueMessage) => suppressionOn(context.lead, context.channel) !== undefined;
  return { slice: asNow.filter((each) => !isListed(each)), listed: asNow.filter(isListed) };
}

function keepBack(round: Round, held: Held): void {
  round.held = held;
  round.again.push(new Date(held.until));
}

const leftFor = ({ channel, left }: SendContext): number =>
  channel === 'email'
    ? Math.min(left.domain, left.inbox, left.workspace)
    : Math.min(left.channel, left.workspace);

async function sendTogether(
  deps: SendDueDeps,
  round: Round,
  { mission, settings }: Extract<MayGoOn, { until: undefined }>,
  due: readonly DueMessage[],
  now: Date,
): Promise<SendResult[]> {
  const { view, cohort } = round;
  const { content } = view;
  const buildable = due.flatMap((each) => {
    const { drafted, context } = each;
    const built = content && round.build(content, mission, context.lead, drafted, context.step, now);
    return content && built?.ok ? [{ each, content, built }] : [];
  });
  const sent = await sendMessages(
    deps,
    round.unsettled,
    buildable.map(({ each: { drafted, context }, content, built }) => ({
      context: { ...context, mission, settings, now },
      built,
      content,
      variant: drafted.variant,
      channelReason: drafted.channels?.[context.step - 1]?.reason,
      cohort: cohort.id,
      dryRun: settings.dryRun || mission.params.dryRun,
    })),
    cohort.epoch,
  );
  round.unsettled = sent;
  const results = new Map(buildable.map(({ each }, i) => [each, sent.results[i]]));
  return due.map((each) => {
    const result = results.get(each) ?? { kind: 'skipped' };
    note(round, each, result, now);
    return result;
  });
}

/** What a result means for the rest of the round, and for when to look again. */
function note(round: Round, { drafted, context }: DueMessage, result: SendResult, now: Date): void {
  const { view, cohort, delaysDays, again, counts, lost } = round;
  counts[result.kind] = (counts[result.kind] ?? 0) + 1;
  const next = lookAgainAt(result, context, delaysDays.get(drafted.variant) ?? [], now);
  if (result.kind === 'skipped' && result.lost) {
    lost.push({ leadId: drafted.leadId, step: context.step, to: result.lost });
  }
  if (result.kind === 'blocked') {
    round.blocked[drafted.leadId] = { code: result.code, step: context.step };
  }
  const dueAt = dueAtSendHour(cohort, view.settings.timeZone);
  if (next) again.push(result.kind === 'sent' ? dueAt(context.lead, context.step + 1, next) : next);
}

function lookAgainAt(
  result: SendResult,
  { step, channel }: Pick<SendContext, 'step' | 'channel'>,
  delays: readonly number[],
  now: Date,
): Date | undefined {
  const delay = delays[step];
  switch (result.kind) {
    case 'sent':
    case 'dry-run':
      return delay === undefined ? undefined : addMs(now, delay * DAY);
    case 'refused':
      // An address that is refused ends the sequence; a number does not, for the next step may go another way.
      return channel === 'email' || delay === undefined ? undefined : addMs(now, delay * DAY);
    case 'blocked':
      return undefined;
    case 'assigned':
      return new Date(result.until);
    case 'unknown':
      return addMs(now, CLAIM_UNKNOWN_AFTER_MS);
    case 'unavailable':
      return result.until === undefined ? addMs(now, LOOK_AGAIN_MS) : new Date(result.until);
    case 'skipped':
      return addMs(now, LOOK_AGAIN_MS);
  }
}

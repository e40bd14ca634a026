import type { PoolStore } from '../../domains/app/ports/pools.ts';
import type { HourCounters } from '../../engagement/app/ports/hour-counters.ts';
import { addCounts, type SomeCounts } from '../../engagement/domain/hour-counts.ts';
import type { Clock } from '../../kernel/clock.ts';
import { mapConcurrent, settleAll, tryAll } from '../../kernel/concurrency.ts';
import { gravestOf, RexError } from '../../kernel/errors.ts';
import { countFailure } from '../../leads/app/count-failure.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import type { SuppressionStore } from '../../leads/app/ports/suppressions.ts';
import { suppressLead } from '../../leads/app/suppress-lead.ts';
import type { ProviderGroup } from '../../leads/contract/provider-groups.ts';
import type { SuppressionReason } from '../../leads/contract/suppressions.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import { bounceSeverity } from '../../mail/domain/bounce-severity.ts';
import { isConflict, retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { ReplyStore } from '../../replies/app/ports/replies.ts';
import { settleWaiting } from '../../replies/app/settle-waiting.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { type CohortLedger, nameOf } from '../domain/cohort-ledger.ts';
import { countsOfChange } from '../domain/counts-of-change.ts';
import { applyFeedback, type Feedback, type Send } from '../domain/send.ts';
import { type CountHeard, heardBy, type SendChange } from './count-heard.ts';
import { countSignals, type DomainSignal, domainSignals } from './count-signals.ts';
import type { SendLedger, SendRef } from './ports/sending.ts';

export interface FeedbackDeps {
  readonly ledger: SendLedger;
  readonly leads: LeadStore;
  readonly suppressions: SuppressionStore;
  readonly replies: ReplyStore;
  readonly workspaces: WorkspaceStore;
  readonly pools: PoolStore;
  readonly counters: HourCounters;
  readonly clock: Clock;
  /** Asked after an e-mail bounced for good; given wherever bounces come in. */
  readonly judgeList?: (ledger: CohortLedger) => Promise<unknown>;
  /** Told of a complaint before it is recorded, so that a death in between repeats it; given wherever complaints come in. */
  readonly tellComplaint?: (ref: SendRef) => Promise<unknown>;
  /** Told what was learned, after it was recorded; given where the provider's own counts are compared with it. */
  readonly countHeard?: CountHeard;
}

export interface MessageFeedback {
  readonly ref: SendRef;
  readonly feedback: Feedback;
  /** The mailbox provider of the recipient of an e-mail; `other` where whoever tells it does not know. */
  readonly provider?: ProviderGroup;
  /** As whoever tells it has read or written it last. */
  readonly lead?: Lead;
}

/** What could not be recorded, or not wholly: to be told again. */
export interface FailedFeedback {
  readonly items: readonly MessageFeedback[];
  readonly failure: unknown;
}

/** What a provider says of an answer of a member to one person, which is in no cohort. */
export interface AnswerFeedback {
  readonly ref: { readonly workspace: string; readonly leadId: string; readonly id: string };
  readonly feedback: Feedback;
}

/** What a provider says of a mail that has these tags, to this address: one of Rex to its own people reads its own tags. */
export interface SystemFeedback {
  readonly tags: Readonly<Record<string, string | undefined>>;
  readonly to: string;
  readonly feedback: Feedback;
}

/** What a provider says of a mail about a newsletter: of an issue, or of a mail to confirm a subscription. */
export interface NewsletterFeedback {
  readonly ref: {
    readonly workspace: string;
    readonly newsletter: string;
    readonly leadId: string;
    /** Absent for a mail to confirm. */
    readonly issue: string | undefined;
  };
  readonly feedback: Feedback;
}

/** Cohorts at once: what is read of them is one request. */
const COHORTS_WIDTH = 25;
/** Messages of one cohort at once. */
const WIDTH = 8;
/**
 * What is counted in the transaction that records it: rare, and people act on it. What comes with nearly every message
 * (delivered, opened, clicked), and what it says of the domain, is counted once for the whole batch after it was recorded, at
 * a hundredth of the price: a death in between leaves a batch out of these counts, never out of the ledger, and nothing is
 * counted twice.
 */
const IN_TRANSACTION = ['sent', 'bounced', 'complained', 'replied', 'unsubscribed', 'booked'] as const;

/** What a batch taught, which is counted once for all of it. */
interface Learned {
  readonly workspace: string;
  readonly spread: string;
  readonly counts: SomeCounts;
  readonly signals: readonly DomainSignal[];
  readonly changes: readonly SendChange[];
  /** When an e-mail in it has bounced for good. It may not know all that was sent since, of which nothing was told. */
  readonly bounced?: CohortLedger;
  readonly failed: readonly FailedFeedback[];
}

/**
 * What the provider says of messages. Repeats and any order are harmless: what the ledger knows already is not told to it
 * again. Suppression comes before the ledger, so a death in between repeats it rather than losing it. Feedback on one
 * cohort is one entry of its ledger. A message or a cohort that fails keeps nothing of the others from being recorded and
 * counted: a repeat of all counts only what is new.
 * @throws the gravest of what `recordEach` returns
 */
export async function recordFeedback(deps: FeedbackDeps, items: readonly MessageFeedback[]): Promise<void> {
  const failed = await recordEach(deps, items);
  if (failed.length > 0) throw gravestOf(failed.map(({ failure }) => failure));
}

/** As `recordFeedback`, for who can have each told again by itself. An item may be in several failures. */
export async function recordEach(
  deps: FeedbackDeps,
  items: readonly MessageFeedback[],
): Promise<FailedFeedback[]> {
  const byCohort = Map.groupBy(items, ({ ref }) => `${ref.workspace} ${ref.missionId} ${ref.cohort}`);
  const failed: FailedFeedback[] = [];
  const learned = await mapConcurrent([...byCohort.values()], COHORTS_WIDTH, async (group) => {
    // What was told at this moment may be overlooked at first: then its place is taken.
    let consistency: Consistency = 'eventual';
    try {
      return [
        await retryOnConflict(() => {
          const asked = consistency;
          consistency = 'consistent';
          return recordForCohort(deps, group, asked);
        }),
      ];
    } catch (failure) {
      failed.push({ items: group, failure });
      return [];
    }
  });
  // Last: when it fails, nothing is lost, for the next round of the cohort judges too.
  const judgements = learned.flat().flatMap(({ bounced }) => bounced ?? []);
  const judge = async ({ ref }: CohortLedger): Promise<void> => {
    await deps.judgeList?.(await deps.ledger.read(ref));
  };
  try {
    await tryAll(
      [() => countLearned(deps, learned.flat()), ...judgements.map((ledger) => () => judge(ledger))],
      (work) => work(),
    );
  } catch (failure) {
    failed.push({ items, failure });
  }
  return [...failed, ...learned.flat().flatMap((each) => each.failed)];
}

async function countLearned(deps: FeedbackDeps, learned: readonly Learned[]): Promise<void> {
  const counted = [...Map.groupBy(learned, (each) => each.workspace)].map(async ([workspace, of]) => {
    const counts = addCounts(of.map((each) => each.counts));
    await deps.counters.count(workspace, deps.clock.now(), of[0]?.spread ?? '', counts);
    const heard = of.flatMap(({ changes }) => changes.flatMap(heardBy));
    await deps.countHeard?.(workspace, heard);
  });
  const signals = learned.flatMap((each) => each.signals);
  // What fails for one workspace is counted for the others.
  await settleAll([...counted, countSignals(deps, signals)]);
}

interface Change extends SendChange {
  readonly items: readonly MessageFeedback[];
  /** What made the change, of all that was told of the message. */
  readonly news: readonly Feedback[];
  readonly provider: ProviderGroup;
  readonly lead: Lead | undefined;
}

type Consistency = NonNullable<Parameters<SendLedger['latest']>[2]>;

async function recordForCohort(
  deps: FeedbackDeps,
  group: readonly MessageFeedback[],
  consistency: Consistency,
): Promise<Learned> {
  const [first] = group;
  if (!first) return { workspace: '', spread: '', counts: {}, signals: [], changes: [], failed: [] };
  const { workspace, missionId, cohort } = first.ref;
  const ledger = await deps.ledger.latest(
    { workspace, missionId, cohort },
    group.map(({ ref }) => ref),
    consistency,
  );
  const heard = [...Map.groupBy(group, ({ ref }) => nameOf(ref))].flatMap(([name, of]) => {
    const send = ledger.sends.get(name);
    const change = send && changeBy(send, of);
    return change && change.news.length > 0 ? [change] : [];
  });
  // What stops a lead takes several writes, one after the other: begun first, they are done beside the others.
  const stopping = heard.toSorted((a, b) => Number(isStop(b)) - Number(isStop(a)));
  const failures = new Map<Change, unknown>();
  await mapConcurrent(stopping, WIDTH, async (change) => {
    try {
      await actOn(deps, change);
    } catch (failure) {
      if (isConflict(failure)) throw failure;
      failures.set(change, failure);
    }
  });
  const changes = heard.filter((change) => !failures.has(change));
  const counts = addCounts(changes.map(({ before, after }) => countsOfChange(before, after)));
  const [counted, left] = split(counts);
  const told = await deps.ledger.tell(
    ledger,
    changes.flatMap(({ after: ref, news }) => news.map((feedback) => ({ ref, feedback }))),
    { at: deps.clock.now(), counts: counted },
  );
  const signals = changes.flatMap(({ before, after, provider }) => domainSignals(before, after, provider));
  return {
    workspace,
    spread: cohort,
    counts: left,
    signals,
    changes,
    failed: [...failures].map(([{ items }, failure]) => ({ items, failure })),
    ...(changes.some(hasBounced) ? { bounced: told } : {}),
  };
}

const hasBounced = ({ before, after }: Change): boolean =>
  after.channel === 'email' && after.bounce?.permanent === true && !before.bounce?.permanent;

function changeBy(send: Send, items: readonly MessageFeedback[]): Change {
  const news: Feedback[] = [];
  let after = send;
  for (const { feedback } of items) {
    const next = applyFeedback(after, feedback);
    if (next !== after) news.push(feedback);
    after = next;
  }
  const provider = items.find((item) => item.provider)?.provider ?? 'other';
  const lead = items.find((item) => item.lead)?.lead;
  return { items, before: send, after, news, provider, lead };
}

function split(counts: SomeCounts): [inTransaction: SomeCounts, afterwards: SomeCounts] {
  const isRare = (name: string): boolean => IN_TRANSACTION.some((rare) => rare === name);
  const part = (rare: boolean): SomeCounts =>
    Object.fromEntries(Object.entries(counts).filter(([name]) => isRare(name) === rare));
  return [part(true), part(false)];
}

const isStop = ({ before, after }: Change): boolean => suppressionsBy(before, after).length > 0;

/** What happens by another channel is about a number or a profile, and not about the address and its domain. */
async function actOn(deps: FeedbackDeps, { before, after, lead }: Change): Promise<void> {
  if (after.channel !== 'email') return;
  const reasons = suppressionsBy(before, after);
  if (reasons.includes('complaint')) await deps.tellComplaint?.(after);
  for (const reason of reasons) await suppressIfThere(deps, after, reason, lead);
  if (reasons.length === 0 && failedSoftly(before, after)) await countIfThere(deps, after, after);
}

/** The gravest first: the lead keeps the first one, and each may settle what waits. */
function suppressionsBy(before: Send, after: Send): SuppressionReason[] {
  return [
    ...(after.complainedAt && !before.complainedAt ? (['complaint'] as const) : []),
    ...(after.bounce?.permanent && !before.bounce?.permanent ? (['hard_bounce'] as const) : []),
    ...(after.unsubscribedAt && !before.unsubscribedAt ? (['unsubscribe'] as const) : []),
  ];
}

/** What says that somebody wants no more, and so answers what waits for a decision about them. */
export const SETTLES: Partial<Record<SuppressionReason, string>> = {
  complaint: 'They complained to their provider later.',
  unsubscribe: 'They asked to stop later.',
};

const failedSoftly = (before: Send, after: Send): boolean =>
  after.bouncedAt !== undefined && before.bouncedAt === undefined && after.bounce?.permanent === false;

/** Failures that may pass add up on the lead: a mailbox that stays disabled is a dead one. */
async function countIfThere(deps: FeedbackDeps, ref: SendRef, { bounce, bouncedAt }: Send): Promise<void> {
  const lead = await deps.leads.get(ref.workspace, ref.leadId);
  if (!lead || !bounce || !bouncedAt) return;
  await countFailure(deps, lead, {
    reason: bounceSeverity(undefined, bounce.diagnostic).because,
    at: new Date(bouncedAt),
    source: `message ${ref.missionId}#${ref.step}`,
    actor: { kind: 'provider', id: 'feedback' },
    correlationId: ref.missionId,
  });
}

/** A lead that was erased meanwhile needs no suppression any more. */
async function suppressIfThere(
  deps: FeedbackDeps,
  ref: SendRef,
  reason: SuppressionReason,
  known: Lead | undefined,
): Promise<void> {
  try {
    const kind = reason === 'unsubscribe' ? 'recipient' : 'provider';
    const why = { actor: { kind, id: 'feedback' }, correlationId: ref.missionId } as const;
    const of = {
      workspace: ref.workspace,
      leadId: ref.leadId,
      source: `message ${ref.missionId}#${ref.step}`,
    };
    const lead = await suppressLead(deps, { ...why, ...of, reason }, known);
    const note = SETTLES[reason];
    if (note) await settleWaiting(deps, lead, { ...why, note });
  } catch (error) {
    if (!(error instanceof RexError && error.code === 'NOT_FOUND')) throw error;
  }
}

import type { PoolStore } from '../../domains/app/ports/pools.ts';
import type { HourCounters } from '../../engagement/app/ports/hour-counters.ts';
import { addCounts, type SomeCounts } from '../../engagement/domain/hour-counts.ts';
import type { Clock } from '../../kernel/clock.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { RexError } from '../../kernel/errors.ts';
import { countFailure } from '../../leads/app/count-failure.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import { suppressLead } from '../../leads/app/suppress-lead.ts';
import type { SuppressionReason } from '../../leads/domain/lead.ts';
import { bounceSeverity } from '../../mail/domain/bounce-severity.ts';
import { retryFrom } from '../../platform/retry-on-conflict.ts';
import type { ReplyStore } from '../../replies/app/ports/replies.ts';
import { settleWaiting } from '../../replies/app/settle-waiting.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { countsOfChange } from '../domain/counts-of-change.ts';
import { applyFeedback, type Feedback, type Send } from '../domain/send.ts';
import type { SendLedger, SendRef } from './ports/sending.ts';

export interface FeedbackDeps {
  readonly ledger: SendLedger;
  readonly leads: LeadStore;
  readonly replies: ReplyStore;
  readonly workspaces: WorkspaceStore;
  readonly pools: PoolStore;
  readonly counters: HourCounters;
  readonly clock: Clock;
}

export interface MessageFeedback {
  readonly ref: SendRef;
  readonly feedback: Feedback;
}

const WIDTH = 16;
/**
 * What is counted in the transaction that records it: rare, and people act on it. What comes with nearly every message
 * (delivered, opened, clicked) is counted once for the whole batch after it was recorded, at a hundredth of the price:
 * a death in between leaves a batch out of the hour's counts, never out of the ledger, and nothing is counted twice.
 */
const IN_TRANSACTION = ['sent', 'bounced', 'complained', 'replied', 'unsubscribed'] as const;

/**
 * What the provider says of messages. Repeats and any order are harmless: all feedback on one message is folded
 * into its ledger entry by a function that does not mind either. Suppression comes before the ledger entry, so a
 * death in between repeats it rather than losing it.
 */
export async function recordFeedback(deps: FeedbackDeps, items: readonly MessageFeedback[]): Promise<void> {
  const byMessage = Map.groupBy(
    items,
    ({ ref }) => `${ref.workspace} ${ref.missionId} ${ref.cohort} ${ref.leadId} ${ref.step}`,
  );
  const groups = [...byMessage.values()]
    .flatMap((group) => (group[0] ? [{ ref: group[0].ref, group }] : []))
    .toSorted((a, b) => Number(takesLong(b.group)) - Number(takesLong(a.group)));
  const entries = await deps.ledger.getMany(groups.map(({ ref }) => ref));
  const learned = await mapConcurrent(groups, WIDTH, async ({ ref, group }, i) => ({
    workspace: ref.workspace,
    counts: await retryFrom(
      entries[i],
      () => deps.ledger.get(ref),
      (send) => foldInto(deps, ref, send, group),
    ),
  }));
  for (const [workspace, of] of Map.groupBy(learned, (each) => each.workspace)) {
    const counts = addCounts(of.map((each) => each.counts ?? {}));
    await deps.counters.count(workspace, deps.clock.now(), groups[0]?.ref.leadId ?? '', counts);
  }
}

/** What stops a lead takes several writes, one after the other: begun first, they are done beside the others. */
const takesLong = (group: readonly MessageFeedback[]): boolean =>
  group.some(
    ({ feedback: { kind } }) => kind === 'bounced' || kind === 'complained' || kind === 'unsubscribed',
  );

async function foldInto(
  deps: FeedbackDeps,
  ref: SendRef,
  send: Send,
  items: readonly MessageFeedback[],
): Promise<SomeCounts> {
  const next = items.map(({ feedback }) => feedback).reduce(applyFeedback, send);
  if (next === send) return {};
  // What happens by another channel is about a number or a profile, and not about the address and its domain.
  if (next.channel !== 'email') return saveAndCount(deps, send, next);
  const reason = suppressionBy(send, next);
  if (reason) await suppressIfThere(deps, ref, reason, reason === 'unsubscribe' ? 'recipient' : 'provider');
  if (!reason && failedSoftly(send, next)) await countIfThere(deps, ref, next);
  const uncounted = await saveAndCount(deps, send, next);
  const trouble = troubleOf(send, next);
  if (trouble) {
    await deps.pools.countTrouble(ref.workspace, next.claimedAt.slice(0, 10), next.domain, trouble);
  }
  return uncounted;
}

/** @returns what is left to be counted for the whole batch */
async function saveAndCount(deps: FeedbackDeps, before: Send, next: Send): Promise<SomeCounts> {
  const counts = countsOfChange(before, next);
  if (IN_TRANSACTION.some((name) => counts[name])) {
    await deps.ledger.saveCounted(next, deps.clock.now(), counts);
    return {};
  }
  await deps.ledger.save(next);
  return counts;
}

function suppressionBy(before: Send, after: Send): SuppressionReason | undefined {
  if (after.complainedAt && !before.complainedAt) return 'complaint';
  if (after.bounce?.permanent && !before.bounce?.permanent) return 'hard_bounce';
  if (after.unsubscribedAt && !before.unsubscribedAt) return 'unsubscribe';
  return undefined;
}

/** What says that somebody wants no more, and so answers what waits for a decision about them. */
const SETTLES: Partial<Record<SuppressionReason, string>> = {
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

function troubleOf(before: Send, after: Send): 'bounced' | 'complained' | undefined {
  if (after.complainedAt && !before.complainedAt) return 'complained';
  if (after.bounce?.permanent && !before.bounce?.permanent) return 'bounced';
  return undefined;
}

/** A lead that was erased meanwhile needs no suppression any more. */
async function suppressIfThere(
  deps: FeedbackDeps,
  ref: SendRef,
  reason: SuppressionReason,
  at: 'provider' | 'recipient',
): Promise<void> {
  try {
    const why = { actor: { kind: at, id: 'feedback' }, correlationId: ref.missionId } as const;
    const lead = await suppressLead(deps, {
      ...why,
      workspace: ref.workspace,
      leadId: ref.leadId,
      reason,
      source: `message ${ref.missionId}#${ref.step}`,
    });
    const note = SETTLES[reason];
    if (note) await settleWaiting(deps, lead, { ...why, note });
  } catch (error) {
    if (!(error instanceof RexError && error.code === 'NOT_FOUND')) throw error;
  }
}

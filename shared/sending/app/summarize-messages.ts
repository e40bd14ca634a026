import type { MessagesApproval } from '../../approvals/domain/approval.ts';
import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import { type Cohort, type Drafts, draftBlock } from '../../drafting/domain/cohort.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import type { MessageCounts } from '../../missions/contract/mission.ts';
import { type Send, wasSent } from '../domain/send.ts';
import type { SendLedger } from './ports/sending.ts';

export interface MessageFacts {
  readonly cohorts: readonly Cohort[];
  readonly drafts: readonly Drafts[];
  readonly sends: readonly Send[];
}

/**
 * Everything about the messages of a mission, from the ledger itself: numbers are derived from it whenever they
 * are asked for and kept nowhere else, so they cannot drift.
 */
export async function loadMessageFacts(
  deps: { readonly cohorts: CohortStore; readonly ledger: SendLedger },
  workspace: string,
  missionId: string,
): Promise<MessageFacts> {
  const [cohorts, drafts] = await Promise.all([
    deps.cohorts.list(workspace, missionId),
    deps.cohorts.listDrafts(workspace, missionId),
  ]);
  const sends = await mapConcurrent(cohorts, 8, ({ id }) =>
    deps.ledger.ofCohort({ workspace, missionId, cohort: id }),
  );
  return { cohorts, drafts, sends: sends.flat() };
}

/** What a message can have come to, and how its ledger entry tells. */
const OUTCOMES = {
  sent: wasSent,
  delivered: (send: Send) => send.deliveredAt,
  bounced: (send: Send) => send.bouncedAt,
  complained: (send: Send) => send.complainedAt,
  opened: (send: Send) => send.openedAt,
  clicked: (send: Send) => send.clickedAt,
  replied: (send: Send) => send.repliedAt,
  unsubscribed: (send: Send) => send.unsubscribedAt,
  booked: (send: Send) => send.bookedAt,
  unknown: (send: Send) => send.state === 'unknown' || send.state === 'claimed',
  rejected: (send: Send) => send.state === 'rejected',
} as const satisfies Record<string, (send: Send) => unknown>;
type OutcomeCounts = Record<keyof typeof OUTCOMES, number>;

export const countOutcomes = (sends: readonly Send[]): OutcomeCounts =>
  tally((name) => sends.filter(OUTCOMES[name]).length);

/** The exact numbers, from the ledger. */
export function countMessages({ drafts, cohorts, sends }: MessageFacts, approved: boolean): MessageCounts {
  const messages = drafts.flatMap((cohort) => cohort.leads.flatMap((lead) => lead.messages));
  const drafted = messages.filter((message) => draftBlock(message) === undefined).length;
  return {
    drafted,
    approved: approved ? drafted : 0,
    ...countOutcomes(sends),
    ...blockedIn(cohorts),
    rejectedFor: countBy(
      sends.filter(OUTCOMES.rejected).map(({ rejectedReason = 'no reason was given' }) => rejectedReason),
    ),
  };
}

/** The numbers as of each cohort's last round: one small read, for those who look on while a mission runs. */
export function progressCounts(cohorts: readonly Cohort[], approval: MessagesApproval): MessageCounts {
  const approved = approval.state === 'approved' ? approval.messages : 0;
  const sums = tally((name) => cohorts.reduce((sum, cohort) => sum + (cohort.counts[name] ?? 0), 0));
  return { drafted: approval.messages, approved, ...sums, ...blockedIn(cohorts), rejectedFor: {} };
}

function blockedIn(cohorts: readonly Cohort[]): Pick<MessageCounts, 'blocked' | 'blockedBy'> {
  const blockedBy = countBy(
    cohorts.flatMap((cohort) => Object.values(cohort.blocked)).map(({ code }) => code),
  );
  return { blocked: Object.values(blockedBy).reduce((sum, n) => sum + n, 0), blockedBy };
}

const countBy = (names: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, same]) => [name, same.length]));

const tally = (count: (name: keyof OutcomeCounts) => number): OutcomeCounts => ({
  sent: count('sent'),
  delivered: count('delivered'),
  bounced: count('bounced'),
  complained: count('complained'),
  opened: count('opened'),
  clicked: count('clicked'),
  replied: count('replied'),
  unsubscribed: count('unsubscribed'),
  booked: count('booked'),
  unknown: count('unknown'),
  rejected: count('rejected'),
});

import type { MessageCounts } from '../../contracts/mission.ts';
import { type Cohort, type Drafts, draftBlock } from '../../domain/sending/cohort.ts';
import { type Send, wasSent } from '../../domain/sending/send.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import type { CohortStore, SendLedger } from '../ports/sending.ts';

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
  const sends = await mapConcurrent(cohorts, 8, ({ id }) => deps.ledger.ofCohort(workspace, missionId, id));
  return { cohorts, drafts, sends: sends.flat() };
}

export function countMessages(facts: MessageFacts, approved: boolean): MessageCounts {
  const messages = facts.drafts.flatMap((drafts) => drafts.leads.flatMap((lead) => lead.messages));
  const drafted = messages.filter((message) => draftBlock(message) === undefined).length;
  const blockedBy: Record<string, number> = {};
  for (const { code } of facts.cohorts.flatMap((cohort) => Object.values(cohort.blocked))) {
    blockedBy[code] = (blockedBy[code] ?? 0) + 1;
  }
  const count = (holds: (send: Send) => unknown): number => facts.sends.filter(holds).length;
  return {
    drafted,
    approved: approved ? drafted : 0,
    sent: count(wasSent),
    delivered: count((send) => send.deliveredAt),
    bounced: count((send) => send.bouncedAt),
    complained: count((send) => send.complainedAt),
    opened: count((send) => send.openedAt),
    clicked: count((send) => send.clickedAt),
    replied: count((send) => send.repliedAt),
    unsubscribed: count((send) => send.unsubscribedAt),
    blocked: Object.values(blockedBy).reduce((sum, n) => sum + n, 0),
    unknown: count((send) => send.state === 'unknown' || send.state === 'claimed'),
    blockedBy,
  };
}

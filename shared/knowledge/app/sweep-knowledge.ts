import type { Clock } from '../../kernel/clock.ts';
import type { Queue } from '../../platform/ports/queues.ts';
import type { KnowledgeMessage } from '../contract/messages.ts';
import type { DocumentStore } from './ports/knowledge.ts';

/** Queues documents about which something should have been done by now: a message was lost. Returns how many. */
export async function sweepKnowledge({
  documents,
  knowledgeQueue,
  clock,
}: {
  readonly documents: Pick<DocumentStore, 'overdue'>;
  readonly knowledgeQueue: Queue<KnowledgeMessage>;
  readonly clock: Clock;
}): Promise<number> {
  const due = await documents.overdue(clock.now());
  if (due.length > 0) await knowledgeQueue.send(due);
  return due.length;
}

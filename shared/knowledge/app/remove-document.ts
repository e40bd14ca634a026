import { addMs, type Clock } from '../../kernel/clock.ts';
import type { Role } from '../../kernel/contract/common.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import type { Queue } from '../../platform/ports/queues.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { KnowledgeMessage } from '../contract/messages.ts';
import { documentEvent, type KnowledgeDocument, mayRead } from '../domain/document.ts';
import type { DocumentStore } from './ports/knowledge.ts';
import { LOOK_AGAIN_MS } from './put-document.ts';

/**
 * From the next question on it answers nothing; its files are taken away in the background.
 * @throws RexError NOT_FOUND
 */
export async function removeDocument(
  {
    documents,
    knowledgeQueue,
    clock,
  }: {
    readonly documents: DocumentStore;
    readonly knowledgeQueue: Queue<KnowledgeMessage>;
    readonly clock: Clock;
  },
  {
    workspace,
    id,
    role,
    cause,
  }: { readonly workspace: string; readonly id: string; readonly role: Role; readonly cause: Cause },
): Promise<void> {
  await retryOnConflict(async () => {
    const known = await readable(documents, { workspace, id, role });
    const now = clock.now();
    const document: KnowledgeDocument = {
      ...known,
      version: known.version + 1,
      state: 'removing',
      current: null,
      dueAt: addMs(now, LOOK_AGAIN_MS).toISOString(),
      changedAt: now.toISOString(),
    };
    const { current, category } = known;
    const data = { change: 'removed', edition: current?.edition ?? 0, category };
    const head = await documents.head(workspace);
    await documents.save(document, [documentEvent(document, 'knowledge.changed', data, cause, now)], {
      head,
      passages: -(current?.passages ?? 0),
    });
  });
  await knowledgeQueue.send([{ workspace, id }]);
}

/** @throws RexError NOT_FOUND, also for a document that this role may not read */
export async function readable(
  documents: Pick<DocumentStore, 'get'>,
  { workspace, id, role }: { readonly workspace: string; readonly id: string; readonly role: Role },
): Promise<KnowledgeDocument> {
  const known = await documents.get(workspace, id);
  if (!known || known.state === 'removing' || !mayRead(known, role))
    throw new RexError('NOT_FOUND', `There is no document ${id}.`);
  return known;
}

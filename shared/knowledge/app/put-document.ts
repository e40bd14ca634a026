import { addMs, type Clock, MINUTE } from '../../kernel/clock.ts';
import type { Role } from '../../kernel/contract/common.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { sha256 } from '../../kernel/hash.ts';
import { shortHash } from '../../kernel/ids.ts';
import type { EmbeddingPort } from '../../llm/app/ports/llm.ts';
import type { Queue } from '../../platform/ports/queues.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { DocumentBody } from '../contract/knowledge.ts';
import type { KnowledgeMessage } from '../contract/messages.ts';
import {
  detailsOf,
  documentEvent,
  isIndexed,
  type KnowledgeDocument,
  mayRead,
  type Source,
  scopeOf,
} from '../domain/document.ts';
import type { DocumentStore, KnowledgeFiles } from './ports/knowledge.ts';

export interface PutDocumentDeps {
  readonly documents: DocumentStore;
  readonly knowledgeFiles: Pick<KnowledgeFiles, 'putContent'>;
  readonly knowledgeQueue: Queue<KnowledgeMessage>;
  /** What was read without its model is read again when it is given again. */
  readonly embedder?: Pick<EmbeddingPort, 'model'> | undefined;
  /** Whether an index outside has to be told. */
  readonly indexIsOutside?: boolean | undefined;
  readonly clock: Clock;
}

/** A message that is lost is sent again after so long. */
export const LOOK_AGAIN_MS = 10 * MINUTE;
const MOST_DOCUMENTS = 5_000;

/**
 * Adds a document or a new edition of one, to be read in the background. The same again changes nothing, except that a page is
 * read again, and so is what could not be read.
 * @throws RexError CONFLICT while it is being removed, or when the knowledge base is full
 */
export async function putDocument(
  deps: PutDocumentDeps,
  {
    workspace,
    role,
    body,
    cause,
  }: {
    readonly workspace: string;
    readonly role: Role;
    readonly body: DocumentBody;
    readonly cause: Cause;
  },
): Promise<KnowledgeDocument> {
  const { source, id } = await sourceOf(deps, workspace, body);
  const saved = await retryOnConflict(async () => {
    const known = await deps.documents.get(workspace, id);
    if (known?.state === 'removing')
      throw new RexError('CONFLICT', `The document ${id} is being removed: try again in a minute.`);
    if (!known && (await deps.documents.list(workspace)).length >= MOST_DOCUMENTS)
      throw new RexError(
        'CONFLICT',
        `There are ${MOST_DOCUMENTS} documents, which is the most: remove one first.`,
      );
    // Nothing is told of a document that the caller may not read.
    if (known && !mayRead(known, role))
      throw new RexError('CONFLICT', `The name ${id} is taken: give another one.`);
    const reads = !known || lacksVectors(deps, known) || readsAgain(known, source, body);
    const details = detailsOf(body);
    const same = known !== undefined && isSame(known, details);
    const tells = deps.indexIsOutside === true && known?.current != null && !(same && isIndexed(known));
    if (known && !reads && same && !tells) return known;
    const now = deps.clock.now();
    const at = now.toISOString();
    const again = addMs(now, LOOK_AGAIN_MS).toISOString();
    const document: KnowledgeDocument = {
      workspace,
      id,
      version: (known?.version ?? 0) + 1,
      ...details,
      ...(known && !reads
        ? {
            state: known.state,
            source: known.source,
            format: known.format,
            dueAt: tells ? again : known.dueAt,
            askedBy: known.askedBy,
          }
        : {
            state: 'reading',
            source,
            format: body.format,
            dueAt: again,
            askedBy: cause.actor.id,
          }),
      failure: reads ? null : (known?.failure ?? null),
      current: known?.current
        ? { ...known.current, ...(reads || known.state !== 'ready' ? {} : scopeOf(details)) }
        : null,
      indexed: known?.indexed ?? [],
      createdAt: known?.createdAt ?? at,
      createdBy: known?.createdBy ?? cause.actor.id,
      changedAt: at,
    };
    const data = {
      change: 'put',
      edition: (known?.current?.edition ?? 0) + Number(reads),
      category: body.category,
    };
    const event = documentEvent(document, 'knowledge.changed', data, cause, now);
    const head = known?.current ? await deps.documents.head(workspace) : undefined;
    await deps.documents.save(document, [event], head && { head, passages: 0 });
    return document;
  });
  if (saved.dueAt !== null) await deps.knowledgeQueue.send([{ workspace, id }]);
  return saved;
}

async function sourceOf(
  { knowledgeFiles }: PutDocumentDeps,
  workspace: string,
  { id, content, address, upload }: DocumentBody,
): Promise<{ source: Source; id: string }> {
  const named = (of: string): string => id ?? `d-${shortHash(of, 16)}`;
  if (address !== undefined) return { source: { kind: 'page', address }, id: named(address) };
  if (upload !== undefined) return { source: { kind: 'upload', upload }, id: named(upload) };
  const bytes = Buffer.from(content ?? '');
  const hash = sha256(bytes);
  await knowledgeFiles.putContent(workspace, named(hash), hash, bytes);
  return { source: { kind: 'content', sha256: hash }, id: named(hash) };
}

const lacksVectors = ({ embedder }: PutDocumentDeps, { current, state }: KnowledgeDocument): boolean =>
  embedder !== undefined && state === 'ready' && current?.vectors !== embedder.model;

/** A page may have changed; of all else it is known. */
function readsAgain(
  { state, source: last, format }: KnowledgeDocument,
  source: Source,
  body: DocumentBody,
): boolean {
  if (state === 'failed' || format !== body.format || source.kind === 'page') return true;
  return JSON.stringify(last) !== JSON.stringify(source);
}

const isSame = (known: KnowledgeDocument, details: ReturnType<typeof detailsOf>): boolean =>
  Object.entries(details).every(
    ([name, value]) => JSON.stringify(known[name as keyof KnowledgeDocument]) === JSON.stringify(value),
  );

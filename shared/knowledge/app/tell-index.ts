import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { type Edition, isOf, type KnowledgeDocument } from '../domain/document.ts';
import type { DocumentStore, KnowledgeFiles, PassagePublisher } from './ports/knowledge.ts';

export interface TellIndexDeps {
  readonly documents: DocumentStore;
  readonly knowledgeFiles: Pick<KnowledgeFiles, 'passages' | 'vectors'>;
  /** Absent where the index is in the process: then there is nothing to tell. */
  readonly publisher?: PassagePublisher | undefined;
}

/**
 * Writes an edition that was read into the index before it answers, so that the edition before it answers until then. A later
 * message overwrites it or takes it away.
 */
export async function announceEdition(
  deps: TellIndexDeps,
  { workspace, id }: KnowledgeDocument,
  edition: Edition,
): Promise<void> {
  if (!deps.publisher) return;
  const noted = await retryOnConflict(async () => {
    const known = await deps.documents.get(workspace, id);
    return known?.state === 'reading' ? note(deps, known, edition) : undefined;
  });
  if (noted) await write(deps, noted, edition);
}

/**
 * Makes the index agree with a document that is not being read: its edition with its details of now, and no other edition. What
 * is not done is due, so a death in the middle is taken up by the next message, and a change meanwhile is told, too.
 */
export async function tellIndex(deps: TellIndexDeps, workspace: string, id: string): Promise<void> {
  const { documents, publisher } = deps;
  await retryOnConflict(async () => {
    const known = await documents.get(workspace, id);
    if (!known || known.dueAt === null || !(known.state === 'ready' || known.state === 'failed')) return;
    const { current } = known;
    // An index outside that is no longer used.
    if (!publisher) return documents.save({ ...known, version: known.version + 1, dueAt: null }, []);
    const document = current ? await note(deps, known, current) : known;
    if (current) await write(deps, document, current);
    for (const each of document.indexed)
      if (!current || !isOf(each, current)) await publisher.withdraw(workspace, id, each);
    const indexed = document.indexed.filter((each) => current !== null && isOf(each, current));
    await documents.save({ ...document, version: document.version + 1, indexed, dueAt: null }, []);
  });
}

/** Takes away everything of a document that is being removed. */
export async function withdrawAll(
  { publisher }: Pick<TellIndexDeps, 'publisher'>,
  { workspace, id, indexed }: KnowledgeDocument,
): Promise<void> {
  for (const each of indexed) await publisher?.withdraw(workspace, id, each);
}

async function note(
  { documents }: TellIndexDeps,
  known: KnowledgeDocument,
  { edition, sha256, passages }: Edition,
): Promise<KnowledgeDocument> {
  if (known.indexed.some((each) => isOf(each, { edition, sha256 }))) return known;
  const indexed = [...known.indexed, { edition, sha256, passages }];
  const document = { ...known, version: known.version + 1, indexed };
  await documents.save(document, []);
  return document;
}

async function write(
  { knowledgeFiles, publisher }: TellIndexDeps,
  document: KnowledgeDocument,
  edition: Edition,
): Promise<void> {
  const { workspace, id } = document;
  const passages = await knowledgeFiles.passages(workspace, id, edition);
  const vectors =
    edition.vectors === null
      ? undefined
      : await knowledgeFiles.vectors(workspace, id, edition, edition.passages);
  await publisher?.publish(document, edition, passages, vectors);
}

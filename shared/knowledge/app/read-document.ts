import { addMs, type Clock, MINUTE } from '../../kernel/clock.ts';
import { chunksOf } from '../../kernel/concurrency.ts';
import { manyLines } from '../../kernel/contract/common.ts';
import { RexError } from '../../kernel/errors.ts';
import { sha256 } from '../../kernel/hash.ts';
import type { EmbeddingPort } from '../../llm/app/ports/llm.ts';
import { likelyLanguages } from '../../mail/domain/language.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { Format } from '../contract/knowledge.ts';
import type { KnowledgeMessage } from '../contract/messages.ts';
import type { ReadText } from '../domain/blocks.ts';
import { documentEvent, type Edition, type KnowledgeDocument, scopeOf } from '../domain/document.ts';
import { type Passage, passagesOf } from '../domain/passages.ts';
import { readHtml } from '../domain/read-html.ts';
import { readMarkdown } from '../domain/read-markdown.ts';
import { readPlain } from '../domain/read-plain.ts';
import { missingSections } from '../domain/templates.ts';
import type {
  DocumentStore,
  KnowledgeFiles,
  PageReader,
  PassagePublisher,
  PdfReader,
  UploadedFiles,
} from './ports/knowledge.ts';
import { LOOK_AGAIN_MS } from './put-document.ts';
import { announceEdition, tellIndex, withdrawAll } from './tell-index.ts';

export interface ReadDocumentDeps {
  readonly documents: DocumentStore;
  readonly knowledgeFiles: KnowledgeFiles;
  readonly uploads: UploadedFiles;
  readonly pages: PageReader;
  readonly pdf: PdfReader;
  /** Absent where no embedding model is configured. */
  readonly embedder?: EmbeddingPort | undefined;
  /** Absent where the index is in the process. */
  readonly publisher?: PassagePublisher | undefined;
  readonly clock: Clock;
}

/** What may be read later is tried again for so long. */
const GIVE_UP_MS = 30 * MINUTE;
const MOST_PASSAGES_OF_ONE = 5_000;
/** Of the index in the process: with so many a question takes 0.1 to 0.2 s, and a copy of it has 100 MB (`README.md`). */
const MOST_PASSAGES = 50_000;

/**
 * Does what is to be done about a document: reads it and lets it answer, or takes the files of a removed one away. A repeat
 * changes nothing, and a death in the middle is taken up by the next message: files are named by what is in them.
 * @throws RexError PROVIDER_UNAVAILABLE when a page gives no answer now
 */
export async function workDocument(
  deps: ReadDocumentDeps,
  { workspace, id }: KnowledgeMessage,
): Promise<void> {
  const document = await deps.documents.get(workspace, id);
  if (document?.state === 'removing') {
    await withdrawAll(deps, document);
    await deps.knowledgeFiles.removeAll(workspace, id);
    await deps.documents.delete(document);
  }
  if (document?.state === 'reading') await readOrGiveUp(deps, document);
  await tellIndex(deps, workspace, id);
}

async function readOrGiveUp(deps: ReadDocumentDeps, document: KnowledgeDocument): Promise<void> {
  try {
    await readDocument(deps, document);
  } catch (error) {
    if (deps.clock.now().getTime() - Date.parse(document.changedAt) < GIVE_UP_MS) throw error;
    const reason = error instanceof RexError ? error.message : 'Something in it cannot be read.';
    await settle(deps, document, { failure: `Tried for half an hour: ${reason}` });
  }
}

async function readDocument(deps: ReadDocumentDeps, document: KnowledgeDocument): Promise<void> {
  const { workspace, id, current, askedBy: by } = document;
  const found = await contentOf(deps, document);
  if ('refused' in found) return settle(deps, document, { failure: found.refused });
  const { bytes, format } = found;
  const hash = sha256(bytes);
  const hasVectors = current?.vectors === (deps.embedder?.model ?? current?.vectors);
  if (current?.sha256 === hash && current.format === format && hasVectors)
    return settle(deps, document, { edition: current });
  const content = await blocksOf(deps, bytes, format);
  if ('refused' in content) return settle(deps, document, { failure: content.refused });
  const passages = passagesOf(content.blocks);
  if (passages.length === 0) return settle(deps, document, { failure: 'It has no text.' });
  if (passages.length > MOST_PASSAGES_OF_ONE)
    return settle(deps, document, {
      failure: `It has ${passages.length} passages; ${MOST_PASSAGES_OF_ONE} is the most. Divide it.`,
    });
  const text = passages.map((each) => each.text).join('\n');
  const edition: Edition = {
    edition: (current?.edition ?? 0) + 1,
    sha256: hash,
    format,
    passages: passages.length,
    characters: text.length,
    pages: content.pages,
    language: likelyLanguages(text)[0] ?? null,
    missing: missingSections(document.template, content.blocks),
    vectors: null,
    ...scopeOf(document),
    readAt: deps.clock.now().toISOString(),
    by,
  };
  if (document.source.kind !== 'content') await deps.knowledgeFiles.putContent(workspace, id, hash, bytes);
  await deps.knowledgeFiles.putPassages(workspace, id, edition, passages);
  const vectors = await vectorsOf(deps, document, edition, passages);
  const read = { ...edition, vectors };
  await announceEdition(deps, document, read);
  await settle(deps, document, { edition: read });
}

const TEXTS_A_CALL = 64;
const CALL_MS = 30_000;

/** The model whose vectors are kept; null where passages are found by their words alone. */
async function vectorsOf(
  { embedder, knowledgeFiles }: ReadDocumentDeps,
  { workspace, id, title }: KnowledgeDocument,
  edition: Edition,
  passages: readonly Passage[],
): Promise<string | null> {
  if (!embedder) return null;
  const texts = passages.map(({ headings, text }) => [title, ...headings, text].join('\n'));
  try {
    const vectors: Float32Array[] = [];
    for (const some of chunksOf(texts, TEXTS_A_CALL))
      vectors.push(
        ...(await embedder.embed({ workspace, purpose: 'knowledge', texts: some, timeoutMs: CALL_MS })),
      );
    await knowledgeFiles.putVectors(workspace, id, edition, vectors);
    return embedder.model;
  } catch (error) {
    // It answers by its words meanwhile. What is read again gets its vectors.
    if (error instanceof RexError && error.code === 'PROVIDER_UNAVAILABLE') return null;
    throw error;
  }
}

type Outcome = { readonly failure: string } | { readonly edition: Edition };

/** Writes what became of it, unless something else is to be read meanwhile. */
async function settle(
  { documents, publisher, clock }: ReadDocumentDeps,
  read: KnowledgeDocument,
  outcome: Outcome,
): Promise<void> {
  await retryOnConflict(async () => {
    const { workspace, id } = read;
    const [known, head] = await Promise.all([documents.get(workspace, id), documents.head(workspace)]);
    if (
      known?.state !== 'reading' ||
      JSON.stringify([known.source, known.format]) !== JSON.stringify([read.source, read.format])
    )
      return;
    const now = clock.now();
    const room =
      'edition' in outcome && !publisher ? roomFor(outcome.edition, known, head.passages) : undefined;
    const failure = room ?? ('failure' in outcome ? outcome.failure : null);
    const current =
      failure === null && 'edition' in outcome ? { ...outcome.edition, ...scopeOf(known) } : known.current;
    const version = known.version + 1;
    const document: KnowledgeDocument = {
      ...known,
      version,
      state: failure === null ? 'ready' : 'failed',
      failure,
      current,
      dueAt: publisher ? addMs(now, LOOK_AGAIN_MS).toISOString() : null,
      changedAt: now.toISOString(),
    };
    const isNew = current !== null && current.edition !== known.current?.edition;
    const of = { correlationId: `${workspace}.${id}.${version}` };
    const tell = (name: 'knowledge.published' | 'knowledge.unreadable', data: object) =>
      documentEvent(document, name, data as never, of, now);
    const events =
      failure !== null
        ? [tell('knowledge.unreadable', { edition: (known.current?.edition ?? 0) + 1, reason: failure })]
        : isNew
          ? [
              tell('knowledge.published', {
                edition: current.edition,
                category: known.category,
                format: current.format,
                passages: current.passages,
              }),
            ]
          : [];
    // A page that says the same may be for others now.
    const scopeBefore = known.current && JSON.stringify(scopeOf(known.current));
    const more = isNew ? current.passages - (known.current?.passages ?? 0) : 0;
    const isOpened = current !== null && JSON.stringify(scopeOf(current)) !== scopeBefore;
    await documents.save(document, events, isNew || isOpened ? { head, passages: more } : undefined);
  });
}

const roomFor = ({ passages }: Edition, { current }: KnowledgeDocument, all: number): string | undefined =>
  all - (current?.passages ?? 0) + passages > MOST_PASSAGES
    ? `The knowledge base has ${all} passages, and ${MOST_PASSAGES} is the most: remove a document first.`
    : undefined;

type Content = { readonly bytes: Uint8Array; readonly format: Format } | { readonly refused: string };

async function contentOf(
  { knowledgeFiles, uploads, pages }: ReadDocumentDeps,
  { workspace, id, source, format }: KnowledgeDocument,
): Promise<Content> {
  if (source.kind === 'content')
    return { bytes: await knowledgeFiles.content(workspace, id, source.sha256), format };
  if (source.kind === 'upload') {
    const bytes = await uploads.read(workspace, source.upload);
    return bytes ? { bytes, format } : { refused: 'Nothing was uploaded with that form.' };
  }
  const page = await pages.read(source.address);
  if (page.kind === 'refused') return { refused: page.reason };
  if (page.kind === 'failed') throw new RexError('PROVIDER_UNAVAILABLE', page.reason);
  const served = formatOf(page.contentType);
  return served === undefined
    ? {
        refused: `${source.address} is ${page.contentType || 'of no type'}: a page, a text or a PDF can be read.`,
      }
    : { bytes: page.bytes, format: served };
}

function formatOf(contentType: string): Format | undefined {
  const type = contentType.toLowerCase().split(';')[0]?.trim() ?? '';
  if (type === 'text/html' || type === 'application/xhtml+xml') return 'html';
  if (type === 'application/pdf') return 'pdf';
  if (type === 'text/markdown') return 'markdown';
  return type === 'text/plain' ? 'text' : undefined;
}

async function blocksOf(
  { pdf }: ReadDocumentDeps,
  bytes: Uint8Array,
  format: Format,
): Promise<ReadText | { readonly refused: string }> {
  if (format === 'pdf') {
    try {
      return await pdf.read(bytes);
    } catch (error) {
      if (error instanceof RexError && error.code === 'VALIDATION_FAILED') return { refused: error.message };
      throw error;
    }
  }
  const text = textOf(bytes);
  if (text === undefined) return { refused: 'It is no text in UTF-8.' };
  try {
    return { blocks: READERS[format](text), pages: null };
  } catch (error) {
    if (error instanceof RangeError) return { refused: 'It is nested too deeply to be read.' };
    throw error;
  }
}

const READERS = { text: readPlain, markdown: readMarkdown, html: readHtml };

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return manyLines(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

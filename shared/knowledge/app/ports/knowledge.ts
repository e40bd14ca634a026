import type { Role } from '../../../kernel/contract/common.ts';
import type { RexEvent } from '../../../kernel/events.ts';
import type { Category } from '../../contract/knowledge.ts';
import type { ReadText } from '../../domain/blocks.ts';
import type { Edition, IndexCopy, KnowledgeDocument, LibraryHead } from '../../domain/document.ts';
import type { Passage } from '../../domain/passages.ts';

export interface DocumentStore {
  get(workspace: string, id: string): Promise<KnowledgeDocument | undefined>;
  /** All, by their names. */
  list(workspace: string): Promise<KnowledgeDocument[]>;
  /** What the index has to know; of version 0 while there is nothing. */
  head(workspace: string): Promise<LibraryHead>;
  /**
   * The document as it is to be: of version 1 where there is none, else one more than what was read. With `head`, as it was
   * read, the index is told: its version grows, and `passages` are added.
   * @throws RexError VERSION_CONFLICT
   */
  save(
    document: KnowledgeDocument,
    events: readonly RexEvent[],
    index?: { readonly head: LibraryHead; readonly passages: number },
  ): Promise<void>;
  /** @throws RexError VERSION_CONFLICT */
  delete(document: KnowledgeDocument): Promise<void>;
  copy(workspace: string): Promise<IndexCopy | undefined>;
  /** Notes the next copy after the one that was read. @throws RexError VERSION_CONFLICT */
  noteCopy(copy: IndexCopy): Promise<void>;
  /** Documents about which something should have been done by now. */
  overdue(now: Date): Promise<{ workspace: string; id: string }[]>;
}

/** The files of documents: contents, passages, and copies of the index. */
export interface KnowledgeFiles {
  putContent(workspace: string, id: string, sha256: string, bytes: Uint8Array): Promise<void>;
  content(workspace: string, id: string, sha256: string): Promise<Uint8Array>;
  putPassages(
    workspace: string,
    id: string,
    edition: EditionRef,
    passages: readonly Passage[],
  ): Promise<void>;
  passages(workspace: string, id: string, edition: EditionRef): Promise<Passage[]>;
  putVectors(
    workspace: string,
    id: string,
    edition: EditionRef,
    vectors: readonly Float32Array[],
  ): Promise<void>;
  /** One for each passage, in their order. */
  vectors(workspace: string, id: string, edition: EditionRef, count: number): Promise<Float32Array[]>;
  /** Takes away every file of a document. */
  removeAll(workspace: string, id: string): Promise<void>;
  /** Returns its key. */
  putCopy(workspace: string, version: number, bytes: Uint8Array): Promise<string>;
  copy(key: string): Promise<Uint8Array>;
  removeCopy(key: string): Promise<void>;
}

export interface EditionRef {
  readonly edition: number;
  readonly sha256: string;
}

/** Makes blocks of the bytes of a PDF. */
export interface PdfReader {
  /** @throws RexError VALIDATION_FAILED for what is no PDF, is locked, or has no text */
  read(bytes: Uint8Array): Promise<ReadText>;
}

/** Fetches public pages by the rules of their robots.txt. */
export interface PageReader {
  read(address: string): Promise<FetchedPage>;
}
export type FetchedPage =
  | { readonly kind: 'fetched'; readonly contentType: string; readonly bytes: Uint8Array }
  /** It may not be read, or is not there. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** It could not be had now. */
  | { readonly kind: 'failed'; readonly reason: string };

/** What was handed over by an upload form. */
export interface UploadedFiles {
  /** Undefined where nothing was uploaded. */
  read(workspace: string, upload: string): Promise<Uint8Array | undefined>;
}

/** Who asks, and what of the documents they may see. */
export interface Asking {
  readonly workspace: string;
  readonly role: Role;
  readonly category?: Category | undefined;
  /** Only what may stand in messages to people outside. */
  readonly customers?: boolean | undefined;
}

export interface RankedPassage {
  readonly document: string;
  readonly edition: number;
  readonly title: string;
  readonly category: Category;
  readonly language: string | null;
  readonly passage: Passage;
  readonly score: number;
  readonly ranks: { readonly words: number | null; readonly meaning: number | null };
}

export interface QuestionVector {
  readonly model: string;
  readonly values: Float32Array;
}

/** Finds passages in the documents of a workspace. */
export interface PassageIndex {
  /** The best first. `vector` is of the question, where there is a model. */
  search(
    asking: Asking,
    question: string,
    options: { readonly limit: number; readonly vector?: QuestionVector | undefined },
  ): Promise<RankedPassage[]>;
}

/** Writes into an index outside. Absent where the index of a process follows the records by itself. Repeats change nothing. */
export interface PassagePublisher {
  /** Vectors are in the order of passages; undefined where the edition has none. */
  publish(
    document: KnowledgeDocument,
    edition: Edition,
    passages: readonly Passage[],
    vectors: readonly Float32Array[] | undefined,
  ): Promise<void>;
  withdraw(workspace: string, id: string, edition: EditionRef & { readonly passages: number }): Promise<void>;
}

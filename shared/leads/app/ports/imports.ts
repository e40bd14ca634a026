import type { RexEvent } from '../../../kernel/events.ts';
import type { ChunkPlan, ChunkResult, ImportRecord, LookAlikes } from '../../domain/import-record.ts';
import type { IndexPage } from './leads.ts';

export interface ImportStore {
  create(record: ImportRecord): Promise<void>;
  get(workspace: string, id: string): Promise<ImportRecord | undefined>;
  /** `record.version` is the version that was read. Events go into the same transaction. */
  save(record: ImportRecord, events?: readonly RexEvent[]): Promise<ImportRecord>;
  list(
    workspace: string,
    options: { limit: number; cursor?: string | undefined },
  ): Promise<{ imports: ImportRecord[]; cursor: string | null }>;
  /** Imports of all workspaces that should have made progress before `before`. */
  overdue(before: Date): Promise<{ workspace: string; importId: string }[]>;
  /** The plans of chunks that follow each other, from the chunk `first` on. They depend only on the file. */
  putPlans(
    workspace: string,
    importId: string,
    run: { readonly first: number; readonly plans: readonly ChunkPlan[] },
  ): Promise<void>;
  getPlan(workspace: string, importId: string, chunk: number): Promise<ChunkPlan | undefined>;
  /**
   * Stores the page of the lead index of a chunk, which only its leads depend on; then, in one transaction, its result, the
   * counts and `done` of the import and, when it is given, `dueAt`. False when the chunk was finished before.
   */
  finishChunk(result: ChunkResult, page: IndexPage | undefined, dueAt: Date | undefined): Promise<boolean>;
  /** In the order asked for, with `undefined` for chunks that are not finished. */
  chunkResults(
    workspace: string,
    importId: string,
    chunks: readonly number[],
  ): Promise<(ChunkResult | undefined)[]>;
  putLookAlikes(workspace: string, importId: string, pages: readonly LookAlikes[]): Promise<void>;
  lookAlikes(workspace: string, importId: string): Promise<LookAlikes[]>;
}

import type { ChunkResult, ImportRecord, LookAlikes } from '../../domain/leads/import-record.ts';
import type { RosterPage } from './leads.ts';

export interface ImportStore {
  create(record: ImportRecord): Promise<void>;
  get(workspace: string, id: string): Promise<ImportRecord | undefined>;
  save(record: ImportRecord): Promise<ImportRecord>;
  list(
    workspace: string,
    options: { limit: number; cursor?: string | undefined },
  ): Promise<{ imports: ImportRecord[]; cursor: string | null }>;
  /** Stores what a chunk came to, with its roster page, once: false when it was there already. */
  finishChunk(result: ChunkResult, roster: RosterPage | undefined): Promise<boolean>;
  chunks(workspace: string, importId: string): Promise<ChunkResult[]>;
  putLookAlikes(workspace: string, importId: string, n: number, groups: LookAlikes): Promise<void>;
  lookAlikes(workspace: string, importId: string): Promise<LookAlikes[]>;
}

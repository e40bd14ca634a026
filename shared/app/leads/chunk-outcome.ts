import type { ImportCounts } from '../../contracts/http/leads.ts';
import type { CsvRow } from '../../domain/leads/csv.ts';
import {
  type FileFormat,
  type ImportRecord,
  NO_COUNTS,
  type Rejection,
} from '../../domain/leads/import-record.ts';

/** One chunk, read: what the importer of a kind of file works on. */
export interface ChunkInput {
  readonly record: ImportRecord;
  readonly format: FileFormat;
  readonly chunk: number;
  readonly rows: readonly CsvRow[];
  /** Order files: see `ChunkPlan`. */
  readonly repeats: Readonly<Record<string, number>>;
  readonly now: Date;
}

export interface ChunkOutcome {
  readonly counts: ImportCounts;
  readonly rejections: readonly Rejection[];
  /** The leads that this chunk made, in order of the file. */
  readonly created: readonly string[];
}

/** Reasons are stored by the hundred in one record. */
const MAX_REASON = 200;

/** Gathers what the rows of a chunk came to. */
export class Tally {
  readonly counts: { -readonly [K in keyof ImportCounts]: ImportCounts[K] } = { ...NO_COUNTS };
  readonly rejections: Rejection[] = [];

  constructor(rows: number) {
    this.counts.rows = rows;
  }

  reject(rejection: Rejection): void {
    this.counts.rejected += 1;
    this.rejections.push({ ...rejection, reason: rejection.reason.slice(0, MAX_REASON) });
  }
}

import type { ImportCounts, ImportNote } from '../contract/routes.ts';
import type { CsvRow } from '../domain/csv.ts';
import { NoteBook } from '../domain/import-notes.ts';
import { type FileFormat, type ImportRecord, NO_COUNTS, type Rejection } from '../domain/import-record.ts';
import { inertLine } from '../domain/text-fields.ts';

/** The parsed rows of one chunk, for the importer of its kind of file. */
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
  readonly notes: readonly ImportNote[];
  /** The leads that this chunk created, in the order of the file. */
  readonly created: readonly string[];
}

interface CellNote {
  readonly field: string;
  readonly at: number;
  readonly cell: string;
  readonly message: string;
}

const MAX_COLUMN = 60;
/** Longest reason, because hundreds of them are stored in one record. */
const MAX_REASON = 200;

/** Collects the results of the rows of a chunk. */
export class Tally {
  readonly counts: { -readonly [K in keyof ImportCounts]: ImportCounts[K] } = { ...NO_COUNTS };
  readonly rejections: Rejection[] = [];
  readonly #notes = new NoteBook();
  readonly #header: readonly string[];

  constructor({ rows, format }: Pick<ChunkInput, 'rows' | 'format'>) {
    this.counts.rows = rows.length;
    this.#header = format.header;
  }

  get notes(): ImportNote[] {
    return this.#notes.list();
  }

  /** Records cells of a row that were left out. */
  note(row: number, notes: readonly CellNote[]): void {
    for (const { field, at, cell, message } of notes) {
      const column = inertLine(this.#header[at] ?? '', MAX_COLUMN).text;
      this.#notes.add({ field, column, message, row, cell });
    }
  }

  reject(rejection: Rejection): void {
    this.counts.rejected += 1;
    this.rejections.push({ ...rejection, reason: rejection.reason.slice(0, MAX_REASON) });
  }
}

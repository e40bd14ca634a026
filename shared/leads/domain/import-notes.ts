import type { ImportNote } from '../contract/routes.ts';
import { inertLine } from './text-fields.ts';

const MAX_NOTES = 60;
const MAX_ROWS = 5;
const MAX_SAMPLES = 3;
const MAX_SAMPLE = 40;

/** Fields with personal data, of whose cells only the shape is shown. */
const BY_SHAPE: ReadonlySet<string> = new Set(['phone', 'mobile', 'birthDate', 'linkedinUrl']);

interface Note {
  readonly field: string;
  readonly column: string;
  readonly message: string;
  readonly row: number;
  readonly cell: string;
}

/** Gathers the notes of many rows, by column; holds a bounded number of rows and samples of each. */
export class NoteBook {
  readonly #notes = new Map<string, ImportNote>();

  add({ row, cell, ...what }: Note): void {
    this.addAll([{ ...what, count: 1, rows: [row], samples: [masked(what.field, cell)] }]);
  }

  addAll(notes: readonly ImportNote[]): void {
    for (const note of notes) {
      const key = JSON.stringify([note.field, note.column, note.message]);
      const known = this.#notes.get(key);
      if (known) this.#notes.set(key, joined(known, note));
      else if (this.#notes.size < MAX_NOTES) this.#notes.set(key, note);
    }
  }

  /** The most frequent first. */
  list(): ImportNote[] {
    return [...this.#notes.values()].toSorted(
      (a, b) => b.count - a.count || (a.rows[0] ?? 0) - (b.rows[0] ?? 0),
    );
  }
}

const joined = (a: ImportNote, b: ImportNote): ImportNote => ({
  ...a,
  count: a.count + b.count,
  rows: [...a.rows, ...b.rows].toSorted((x, y) => x - y).slice(0, MAX_ROWS),
  samples: [...new Set([...a.samples, ...b.samples])].slice(0, MAX_SAMPLES),
});

/** The text of a cell without anything that could name or reach a person. */
function masked(field: string, cell: string): string {
  const text = inertLine(cell, MAX_SAMPLE).text;
  if (BY_SHAPE.has(field)) return text.replace(/\p{L}/gu, 'x').replace(/\d/g, '9');
  return text.replace(/\S*@\S*/g, '***').replace(/\d(?:[\d\s().-]{4,}\d)/g, (run) => run.replace(/\d/g, '9'));
}

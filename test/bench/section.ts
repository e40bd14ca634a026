import type { Table } from './table.ts';

/** Tells who waits what goes on. */
export type Progress = (line: string) => void;

/** One part of the benchmarks; nothing in it fails because a figure is bad. */
export interface Section {
  readonly name: string;
  /** Takes so long that it runs only when it is asked for by name. */
  readonly byNameOnly?: boolean;
  readonly run: (progress: Progress) => Promise<readonly Table[]>;
}

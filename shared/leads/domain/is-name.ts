const MOST_WORDS = 8;
/** Shorter than the length to which an import cuts such cells, so that the beginning of a long text is no name either. */
const LONGEST = 64;

/** Whether a cell can be the name of an industry or a job. A sentence cannot, whatever words it contains. */
export const isName = (cell: string): boolean =>
  cell.length <= LONGEST && !/[?!]/.test(cell) && cell.trim().split(/\s+/u).length <= MOST_WORDS;

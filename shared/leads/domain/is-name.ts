const MOST_WORDS = 8;
/** Less than what an import cuts such cells to, so that the beginning of a long text is none either. */
const LONGEST = 64;

/** Whether a cell can be the name of an industry or a job. A sentence is none, whatever words are in it. */
export const isName = (cell: string): boolean =>
  cell.length <= LONGEST && !/[?!]/.test(cell) && cell.trim().split(/\s+/u).length <= MOST_WORDS;

const QUOTE = 0x22;
const CR = 0x0d;
const LF = 0x0a;

/** Longest real cell. A record that is still inside quotes at this length has lost its closing quote. */
const MAX_QUOTED_UNITS = 128 * 1024;

type State = 'field-start' | 'plain' | 'quoted' | 'quote-in-quoted';

/**
 * Finds where CSV records end (RFC 4180 with LF, CRLF or CR), one code unit at a time, so that it works alike on
 * a string and on a stream of bytes. Quotes are read as csv-parse reads them with `relax_quotes`: they open only
 * at the start of a field, and a closing quote that is followed by other text makes the field a plain one.
 */
export class CsvScanner {
  readonly #delimiter: number;
  #state: State = 'field-start';
  #afterCr = false;
  #quotedUnits = 0;

  constructor(delimiter: string) {
    this.#delimiter = delimiter.charCodeAt(0);
  }

  /** Whether the text so far ends inside a quoted field. */
  get insideQuotes(): boolean {
    return this.#state === 'quoted';
  }

  /**
   * Takes the next unit. `after`: the record ends with this unit. `before`: it ended with the CR before it, and
   * this unit begins the next record. `runaway`: as `after`, but by force, because a quote was never closed.
   */
  feed(unit: number): 'before' | 'after' | 'runaway' | undefined {
    const endedByCr = this.#afterCr && unit !== LF;
    const endsNow = unit === LF && this.#state !== 'quoted';
    this.#afterCr = false;
    if (endsNow) {
      this.#state = 'field-start';
      return 'after';
    }
    if (endedByCr) this.#state = 'field-start';
    const runaway = this.#advance(unit);
    if (endedByCr) return 'before';
    return runaway ? 'runaway' : undefined;
  }

  #advance(unit: number): boolean {
    if (this.#state === 'quoted') {
      this.#quotedUnits += 1;
      if (unit === QUOTE) this.#state = 'quote-in-quoted';
      else if (unit === LF && this.#quotedUnits > MAX_QUOTED_UNITS) {
        this.#state = 'field-start';
        return true;
      }
      return false;
    }
    if (unit === QUOTE && this.#state !== 'plain') {
      if (this.#state === 'field-start') this.#quotedUnits = 0;
      this.#state = 'quoted';
    } else if (unit === this.#delimiter) {
      this.#state = 'field-start';
    } else {
      this.#afterCr = unit === CR;
      this.#state = 'plain';
    }
    return false;
  }
}

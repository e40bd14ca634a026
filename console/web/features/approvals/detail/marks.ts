interface Part {
  readonly text: string;
  readonly isMarked: boolean;
  /** Where it begins. */
  readonly at: number;
}

/** A text in parts, those marked that are quoted: each place once, and of places that overlap the first. */
export function marksIn(text: string, quotes: readonly string[]): Part[] {
  const places = quotes
    .filter((quote) => quote !== '')
    .map((quote) => ({ start: text.indexOf(quote), end: text.indexOf(quote) + quote.length }))
    .filter(({ start }) => start >= 0)
    .toSorted((a, b) => a.start - b.start);
  const parts: Part[] = [];
  let at = 0;
  const add = (end: number, isMarked: boolean): void => {
    if (end > at) parts.push({ text: text.slice(at, end), isMarked, at });
    at = Math.max(at, end);
  };
  for (const { start, end } of places) {
    if (start < at) continue;
    add(start, false);
    add(end, true);
  }
  add(text.length, false);
  return parts;
}

interface Marked {
  readonly text: string;
  readonly marks: readonly { readonly start: number; readonly end: number }[];
}

/** A text in parts, those that are marked and those between them. Marks are in their order and do not overlap. */
export function markedParts({ text, marks }: Marked) {
  const parts: { readonly at: number; readonly text: string; readonly isMarked: boolean }[] = [];
  let at = 0;
  for (const { start, end } of marks) {
    if (start > at) parts.push({ at, text: text.slice(at, start), isMarked: false });
    parts.push({ at: start, text: text.slice(start, end), isMarked: true });
    at = end;
  }
  if (at < text.length) parts.push({ at, text: text.slice(at), isMarked: false });
  return parts;
}

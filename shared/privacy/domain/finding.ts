/** Kinds of personal data. Placeholders are named after these. */
export type PiiType =
  | 'PERSON'
  | 'ADDRESS'
  | 'PLACE'
  | 'ORGANIZATION'
  | 'PHONE'
  | 'EMAIL'
  | 'CARD'
  | 'IBAN'
  | 'NATIONAL_ID'
  | 'IP'
  | 'URL'
  | 'DATE';

/** A part of a text that is personal data; `end` is exclusive. */
export interface Finding {
  readonly type: PiiType;
  readonly start: number;
  readonly end: number;
}

export type Detector = (text: string) => Finding[];

/** A detector for matches of a pattern that pass a check, if there is one. */
export const byPattern =
  (type: PiiType, pattern: RegExp, isOne: (found: string) => boolean = () => true): Detector =>
  (text) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const [found] = match;
      return isOne(found) ? [{ type, start: match.index, end: match.index + found.length }] : [];
    });

/**
 * Removes overlaps: of two overlapping findings, the one of the more reliable detector (earlier in the list) is kept, then
 * the longer one.
 */
export function withoutOverlaps(found: readonly (readonly Finding[])[]): Finding[] {
  const kept: Finding[] = [];
  for (const group of found) {
    for (const finding of group.toSorted((a, b) => b.end - b.start - (a.end - a.start))) {
      if (kept.every(({ start, end }) => finding.end <= start || finding.start >= end)) kept.push(finding);
    }
  }
  return kept.toSorted((a, b) => a.start - b.start);
}

/** What personal data can be; the placeholders that stand for it are named after this. */
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

/** A piece of a text that says something about a person; `end` is exclusive. */
export interface Finding {
  readonly type: PiiType;
  readonly start: number;
  readonly end: number;
}

export type Detector = (text: string) => Finding[];

/** A detector that finds what a pattern matches and, where there is one, a check does not refuse. */
export const byPattern =
  (type: PiiType, pattern: RegExp, isOne: (found: string) => boolean = () => true): Detector =>
  (text) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const [found] = match;
      return isOne(found) ? [{ type, start: match.index, end: match.index + found.length }] : [];
    });

/**
 * Findings that do not overlap: of two that do, the one that was found by the surer detector (the earlier in the
 * list), then the longer one.
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

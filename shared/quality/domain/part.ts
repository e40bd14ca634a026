import type { Finding, Part, PartName, Passage } from '../contract/assessment.ts';
import type { BrandRules } from '../contract/settings.ts';
import type { Reading } from './reading.ts';

/** Against what a content is assessed. */
export interface Wanted {
  readonly brand: BrandRules;
}

/** How one part of the quality is judged. */
export interface Judge {
  readonly part: PartName;
  readonly most: number;
  /** With the source. */
  readonly says: string;
  /** Why it cannot be judged; undefined where it can. */
  readonly notJudged: (reading: Reading, wanted: Wanted) => string | undefined;
  readonly measures?: (reading: Reading) => Readonly<Record<string, number>>;
  readonly findings: (reading: Reading, wanted: Wanted) => readonly Finding[];
}

/** So many findings of one rule are named, and cost points. */
const SHOWN = 10;

export const finding = (
  rule: string,
  costs: number,
  says: string,
  { instead = null, passage = null }: { instead?: string | null; passage?: Passage | null } = {},
): Finding => ({ rule, says, instead, passage, costs });

/** One finding for each passage. */
export const findings = (
  rule: string,
  costs: number,
  passages: readonly Passage[],
  says: (quote: string) => string,
  instead: string | null = null,
): Finding[] => passages.map((passage) => finding(rule, costs, says(passage.quote), { instead, passage }));

/** A part has what its findings leave of it. */
export const pointsOf = (most: number, of: readonly Pick<Finding, 'costs'>[]): number =>
  Math.max(0, most - of.reduce((sum, { costs }) => sum + costs, 0));

export function judged(judge: Judge, reading: Reading, wanted: Wanted): Part {
  const { part, most, says } = judge;
  const of = [...Map.groupBy(judge.findings(reading, wanted), ({ rule }) => rule).values()].flatMap((same) =>
    same.slice(0, SHOWN),
  );
  return {
    part,
    most,
    says,
    points: pointsOf(most, of),
    measures: judge.measures?.(reading) ?? {},
    findings: of,
  };
}

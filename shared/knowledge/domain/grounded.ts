import { unsupportedClaims } from '../../content/domain/claims.ts';
import { fold } from '../../mail/domain/fold.ts';
import { likeness, worded } from './likeness.ts';

/** A sentence of a model, with the record that it says it has it from. */
export interface CitedSentence {
  readonly text: string;
  readonly record: string;
}

/** So much of what a sentence says has to be in its record. */
const ENOUGH = 0.35;
const EVENLY = () => 1;

/**
 * The first sentence that its record does not bear out, with the reason; undefined when all are borne out. Numbers, prices, dates,
 * guarantees and the like have to stand in the record word for word. The patterns of claims read English.
 */
export function unproven(
  sentences: readonly CitedSentence[],
  records: ReadonlyMap<string, string>,
): string | undefined {
  for (const { text, record } of sentences) {
    const proof = records.get(record);
    if (proof === undefined) return `"${text}" cites ${record}, which is no record.`;
    const missing = unsaid(text, proof);
    if (missing !== undefined) return `"${missing}" is not in ${record}, which "${text}" cites.`;
    if (
      worded(text).telling.length > 0 &&
      likeness(worded(text), worded(proof), EVENLY) < shareOf(text, proof)
    )
      return `${record} does not say "${text}".`;
  }
  return undefined;
}

/** The first number, price, date, guarantee or the like in a text that does not stand in `proof` word for word. */
export function unsaid(text: string, proof: string): string | undefined {
  const numbers = new Set(numbersOf(proof));
  return (
    // Whole ones: 3 is not in 30.
    numbersOf(text).find((number) => !numbers.has(number)) ??
    claimed(text).find((words) => !fold(proof).includes(fold(words)))
  );
}

/** A long record is less like a single sentence of it. */
const shareOf = (text: string, proof: string): number => {
  const [said, known] = [worded(text).telling.length, worded(proof).telling.length];
  return ENOUGH * Math.min(1, Math.sqrt(said / Math.max(1, known)));
};

const numbersOf = (text: string): string[] => text.match(/\p{N}+(?:[.,:]\p{N}+)*/gu) ?? [];

const claimed = (text: string): string[] =>
  unsupportedClaims(text, {})
    .filter(({ kind }) => kind !== 'number')
    .map(({ words }) => words);

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  automatedReadability,
  type Counts,
  colemanLiau,
  countsOf,
  fleschEase,
  fleschKincaid,
  gunningFog,
  smog,
} from './readability.ts';

const read = (name: string) =>
  JSON.parse(
    readFileSync(new URL(`../../../../shared/data/color_readability/${name}`, import.meta.url), 'utf8'),
  );
const counts = (of: Partial<Counts>): Counts => ({
  sentences: 1,
  words: 1,
  letters: 0,
  syllables: 0,
  long: 0,
  hard: 0,
  ...of,
});

interface Text {
  readonly name: string;
  readonly letters: number;
  readonly words: number;
  readonly syllables: number;
  readonly sentences: number;
  readonly flesch_reading_ease: number;
  readonly flesch_kincaid_grade: number;
  readonly ari: number;
}

it('Flesch is exact on the counts of words/flesch', () => {
  const vectors: { sentences: number; words: number; syllables: number; flesch: number }[] = read(
    'flesch_formula_vectors.json',
  );
  expect(vectors).toHaveLength(3);
  for (const { flesch, ...of } of vectors) expect(fleschEase(counts(of))).toBeCloseTo(flesch, 6);
});

it('Flesch, Flesch-Kincaid and ARI are exact on counts that were made by hand', () => {
  const texts: Text[] = read('flesch_manual_texts.json');
  expect(texts).toHaveLength(2);
  for (const text of texts) {
    expect(fleschEase(counts(text))).toBeCloseTo(text.flesch_reading_ease, 6);
    expect(fleschKincaid(counts(text))).toBeCloseTo(text.flesch_kincaid_grade, 6);
    expect(automatedReadability(counts(text))).toBeCloseTo(text.ari, 6);
  }
});

/** The project of these texts takes other constants for Coleman-Liau and SMOG than the papers do, so these are checked by hand. */
it('the others are as their papers give them', () => {
  // 537 letters and 4.2 sentences in 100 words: 31.58 - 1.24 - 15.8.
  expect(colemanLiau(counts({ letters: 639, words: 119, sentences: 5 }))).toBeCloseTo(14.5, 1);
  // 30 sentences with 49 long words: the root of 49 is 7.
  expect(smog(counts({ sentences: 30, long: 49 }))).toBeCloseTo(7 * 1.043 + 3.1291, 9);
  // 20 words in a sentence and 15 % hard ones: 0.4 times 35.
  expect(gunningFog(counts({ sentences: 5, words: 100, hard: 15 }))).toBeCloseTo(14, 9);
});

it('words that only -ed, -es or -ing makes long are not hard for Gunning, and long all the same', () => {
  const words = ['they', 'created', 'offices', 'repairing', 'rewarded', 'understanding', 'satisfactory'];
  expect(countsOf([words])).toMatchObject({ long: 6, hard: 2 });
});

it('syllables of whole texts are counted within 2 % of the count by hand', () => {
  for (const text of read('flesch_manual_texts.json') as (Text & { text: string })[]) {
    const counted = countsOf([text.text.match(/[\p{L}]+(?:['’-]\p{L}+)*/gu) ?? []]).syllables;
    expect(Math.abs(counted / text.syllables - 1)).toBeLessThan(0.02);
  }
});

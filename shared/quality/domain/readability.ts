import { flesch } from 'flesch';
import { syllable } from 'syllable';

/** What the formulas count. */
export interface Counts {
  readonly sentences: number;
  readonly words: number;
  readonly letters: number;
  readonly syllables: number;
  /** Words of three syllables and more. */
  readonly long: number;
  /** The same without names, and without those that only an ending makes long, as Gunning counts them. */
  readonly hard: number;
}

/** The formulas were made for samples of this size. */
export const SAMPLE_WORDS = 100;

/** Flesch 1948: 60 to 70 is plain English, 0 to 30 reads like a journal of science. */
export const fleschEase = ({ sentences, words, syllables }: Counts): number =>
  flesch({ sentence: sentences, word: words, syllable: syllables });

/** Kincaid, Fishburne, Rogers and Chissom 1975: a grade of school. */
export const fleschKincaid = ({ sentences, words, syllables }: Counts): number =>
  0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59;

/** Gunning 1952. */
export const gunningFog = ({ sentences, words, hard }: Counts): number =>
  0.4 * (words / sentences + (100 * hard) / words);

/** Coleman and Liau 1975. */
export const colemanLiau = ({ sentences, words, letters }: Counts): number =>
  0.0588 * ((100 * letters) / words) - 0.296 * ((100 * sentences) / words) - 15.8;

/** McLaughlin 1969, whose samples have 30 sentences. */
export const smog = ({ sentences, long }: Counts): number =>
  1.043 * Math.sqrt((30 * long) / sentences) + 3.1291;

/** Smith and Senter 1967. */
export const automatedReadability = ({ sentences, words, letters }: Counts): number =>
  4.71 * (letters / words) + 0.5 * (words / sentences) - 21.43;

export const FORMULAS = {
  fleschEase,
  fleschKincaid,
  gunningFog,
  colemanLiau,
  smog,
  automatedReadability,
} as const satisfies Record<string, (counts: Counts) => number>;

/** Counts the words of sentences that have any. A capital within a sentence is taken for a name. */
export function countsOf(sentences: readonly (readonly string[])[]): Counts {
  const all = sentences.filter((words) => words.length > 0);
  const words = all.flatMap((of) => of.map((word, n) => ({ word, isName: n > 0 && /^\p{Lu}/u.test(word) })));
  const counted = words.map(({ word, isName }) => ({ word, isName, syllables: Math.max(1, syllable(word)) }));
  const long = counted.filter(({ syllables }) => syllables >= 3);
  return {
    sentences: all.length,
    words: words.length,
    letters: words.reduce((sum, { word }) => sum + (word.match(/[\p{L}\p{N}]/gu)?.length ?? 0), 0),
    syllables: counted.reduce((sum, { syllables }) => sum + syllables, 0),
    long: long.length,
    hard: long.filter(({ word, isName }) => !isName && !isLongByEnding(word)).length,
  };
}

const ENDING = /(?:ed|es|ing)$/i;
const isLongByEnding = (word: string): boolean => ENDING.test(word) && syllable(word.replace(ENDING, '')) < 3;

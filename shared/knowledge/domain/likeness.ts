import { distance } from 'fastest-levenshtein';
import { fold } from '../../mail/domain/fold.ts';
import { READ_LANGUAGES } from '../../mail/domain/language.ts';

const LANGUAGES = Object.values(READ_LANGUAGES);
const setOf = (lists: readonly string[]): ReadonlySet<string> =>
  new Set(lists.flatMap((list) => list.split(' ')));
/** Question words, pronouns and courtesies of the languages that are read: two texts are not alike by them. */
const FREQUENT = setOf(LANGUAGES.map(({ frequent }) => frequent));
const NEGATIONS = setOf(LANGUAGES.map(({ negations }) => negations));
/** What a question asks for: "how do I" and "why do I" are other questions about the same thing. */
const ASKING = setOf([
  'why how when where who whose which much many long soon',
  'warum wieso weshalb wie wann wo woher wohin wer wem wen wieviel viel lange',
  'pourquoi comment quand combien qui porque como cuando cuanto cuanta donde quien perche quando quanto dove chi onde',
  'waarom hoe wanneer waar hoeveel',
]);

const MOST_WORDS = 120;
/** Words of so many letters and more may differ in their endings: "deliver", "delivery", "delivered". */
const SHORTEST_STEM = 4;
const LONGEST_ENDING = 4;
const NEARLY = 0.9;

export const wordsOf = (text: string): string[] =>
  (
    fold(text)
      .replaceAll("'", '')
      .match(/\p{N}+|\p{L}[\p{L}\p{N}]*/gu) ?? []
  ).slice(0, MOST_WORDS);

/** A text, as it is compared with others. */
export interface Worded {
  /** The words that say what it is about, without repeats. */
  readonly telling: readonly string[];
  /** What it asks for, and whether it denies something. */
  readonly form: string;
}

export function worded(text: string): Worded {
  const words = new Set(wordsOf(text));
  const isTelling = (word: string) =>
    word.length > 1 && !FREQUENT.has(word) && !ASKING.has(word) && !NEGATIONS.has(word);
  const asks = [...words].filter((word) => ASKING.has(word)).toSorted();
  const denies = [...words].some((word) => NEGATIONS.has(word));
  return { telling: [...words].filter(isTelling), form: [...asks, ...(denies ? ['not'] : [])].join(' ') };
}

/** 1 for the same word, less for another form of it or a slip of the pen, 0 for another word. */
function wordLikeness(a: string, b: string): number {
  if (a === b) return 1;
  const [shorter, longer] = [Math.min(a.length, b.length), Math.max(a.length, b.length)];
  if (shorter < SHORTEST_STEM || longer - shorter > LONGEST_ENDING) return 0;
  const stem = Math.max(SHORTEST_STEM, shorter - 3);
  if (a.slice(0, stem) === b.slice(0, stem)) return NEARLY;
  return shorter > SHORTEST_STEM && distance(a, b) === 1 ? NEARLY : 0;
}

/** How much a word tells: the more, the fewer groups of texts it is in. */
export type Weight = (word: string) => number;

/** @param groups texts of one group mean the same, and count as one */
export function weightIn(groups: readonly (readonly Worded[])[]): Weight {
  const within = new Map<string, number>();
  for (const group of groups)
    for (const word of new Set(group.flatMap(({ telling }) => telling)))
      within.set(word, (within.get(word) ?? 0) + 1);
  // A word that is in none of them tells as much as one that is in one: it makes a text less alike.
  return (word) => Math.log(1 + (groups.length + 1) / (within.get(word) ?? 1));
}

/** Cosine of two texts over the weights of their words, between 0 and 1; words that are nearly the same count (soft TF-IDF). */
export function likeness({ telling: a }: Worded, { telling: b }: Worded, weight: Weight): number {
  const length = (words: readonly string[]) =>
    Math.sqrt(words.reduce((sum, word) => sum + weight(word) ** 2, 0));
  const both = length(a) * length(b);
  if (both === 0) return 0;
  let shared = 0;
  for (const word of a) {
    const nearest = b
      .map((other) => ({ other, alike: wordLikeness(word, other) }))
      .reduce((best, each) => (each.alike > best.alike ? each : best), { other: word, alike: 0 });
    shared += nearest.alike * weight(word) * weight(nearest.other);
  }
  return Math.min(1, shared / both);
}

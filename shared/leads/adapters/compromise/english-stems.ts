/** What an inflected word of English may come from. */
const ENDINGS: readonly (readonly [ending: RegExp, stem: string])[] = [
  [/(?:s|ed|d|ing|er|ers|ly|'s)$/, ''],
  [/(?:ies|ied|ier|ily)$/, 'y'],
  [/(?:es|ing|ation|ations|able)$/, 'e'],
  [/es$/, ''],
  [/(.)\1(?:ed|ing|er)$/, '$1'],
];
const SHORTEST_STEM = 4;

/** The words that a word in lower case may be a form of: `stories` of `story`. */
export const stemsOf = (word: string): string[] =>
  ENDINGS.filter(([ending]) => ending.test(word))
    .map(([ending, stem]) => word.replace(ending, stem))
    .filter((stem) => stem.length >= SHORTEST_STEM);

import { finding, findings, type Judge } from '../part.ts';
import { found, type Reading } from '../reading.ts';

const LEAST_WORDS = 30;

const words = (list: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(?:${list})(?![\\p{L}\\p{N}])`, 'iu');

/** Words that stand for a number, a name or a date (after Orwell 1946, Zinsser 1976), and what to write instead. */
const VAGUE: readonly { readonly rule: string; readonly pattern: RegExp; readonly instead: string }[] = [
  {
    rule: 'vague-number',
    pattern: words(
      'various|several|numerous|countless|a lot of|lots of|a number of|a wide range of|plenty of',
    ),
    instead: 'Give the number.',
  },
  {
    rule: 'vague-time',
    pattern: words('soon|shortly|in the near future|at your earliest convenience|recently|in due course'),
    instead: 'Name the day.',
  },
  {
    rule: 'vague-thing',
    pattern: words('things|stuff|aspects|factors|solutions?|offerings?'),
    instead: 'Name it.',
  },
  {
    rule: 'worn-praise',
    pattern: words(
      'innovative|cutting[- ]edge|next[- ]generation|robust|seamless(?:ly)?|synerg(?:y|ies)|leverage|game[- ]changing|high[- ]quality|amazing|exciting|unique',
    ),
    instead: 'Say what it does, or by how much.',
  },
  {
    rule: 'empty-intensifier',
    pattern: words('very|really|quite|extremely|incredibly|totally'),
    instead: 'Leave it out.',
  },
];

const CONCRETE = /\p{N}|(?<=[\p{Ll},;:]\s)\p{Lu}\p{Ll}+/u;

export const specificity: Judge = {
  part: 'specificity',
  most: 15,
  says: 'Numbers, names and dates instead of words that stand for them (Orwell 1946, "Politics and the English Language").',
  notJudged: ({ words: count, isEnglish, language }) =>
    count === 0
      ? 'It has no words.'
      : isEnglish
        ? undefined
        : `The list of words is English, and it is in ${language}.`,
  findings(reading) {
    return [
      ...VAGUE.flatMap(({ rule, pattern, instead }) =>
        findings(rule, 2, found(reading, pattern), (quote) => `"${quote}" says nothing exact.`, instead),
      ),
      ...(isAbstract(reading)
        ? [
            finding('nothing-concrete', 5, 'It names no number, date, person or place.', {
              instead: 'Name what the reader can check.',
            }),
          ]
        : []),
    ];
  },
};

const isAbstract = ({ bodies }: Reading): boolean =>
  bodies.some(({ words: count, text }) => count >= LEAST_WORDS && !CONCRETE.test(text));

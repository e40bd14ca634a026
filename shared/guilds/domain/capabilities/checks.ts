import * as z from 'zod';
import { unsupportedClaims } from '../../../content/domain/claims.ts';
import { fold } from '../../../mail/domain/fold.ts';
import { sentencesOf } from '../../../mail/domain/sentences.ts';
import { detectPii } from '../../../privacy/domain/detect.ts';
import { findUrls } from '../../../privacy/domain/text.ts';

interface Reviewed {
  readonly text: string;
  readonly subject: string | undefined;
  readonly brand: string;
  readonly postalAddress: string;
}

interface Problem {
  readonly says: string;
  /** The words that are meant, as they stand there. */
  readonly quote: string | null;
}

const QUOTE = 120;
const problem = (says: string, quote: string | null = null): Problem => ({
  says,
  quote: quote?.slice(0, QUOTE) ?? null,
});
const wordsIn = (text: string): string[] => text.match(/\p{L}[\p{L}\p{N}'’-]*/gu) ?? [];
const quotes = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([found]) => found);

/**
 * LIX (Björnsson 1968): words in a sentence, and the share of words of more than six letters. Up to 40 is easy in most European
 * languages, over 60 is very hard.
 */
export function lix(text: string): number {
  const words = wordsIn(text);
  const sentences = Math.max(1, sentencesOf(text).length);
  const long = words.filter((word) => word.length > 6).length;
  return words.length === 0 ? 0 : words.length / sentences + (100 * long) / words.length;
}

/** What a text is looked at for. `limit` is in the unit that the check names. */
export const checkSchema = z.discriminatedUnion('check', [
  z.strictObject({ check: z.literal('words'), least: z.number(), most: z.number() }),
  z.strictObject({ check: z.literal('subject-characters'), most: z.number() }),
  z.strictObject({ check: z.literal('sentence-words'), most: z.number() }),
  z.strictObject({ check: z.literal('readability'), most: z.number().describe('LIX') }),
  z.strictObject({ check: z.literal('exclamation-marks'), most: z.number() }),
  z.strictObject({ check: z.literal('links'), most: z.number() }),
  z.strictObject({
    check: z.literal('avoided-words'),
    words: z.array(z.string()).min(1),
    instead: z.string(),
  }),
  z.strictObject({
    check: z.literal('needed-words'),
    words: z.array(z.string()).min(1),
    because: z.string(),
  }),
  z.strictObject({
    check: z.enum([
      'capitals',
      'placeholders',
      'claims',
      'personal-data',
      'insecure-links',
      'shortened-links',
      'false-thread',
      'postal-address',
      'brand-spelling',
    ]),
  }),
]);
export type Check = z.infer<typeof checkSchema>;
type Of<N extends Check['check']> = Extract<Check, { readonly check: N }>;

const SHORTENERS =
  /(?<![\w.-])(?:bit\.ly|tinyurl\.com|t\.co|goo\.gl|ow\.ly|is\.gd|buff\.ly|cutt\.ly|rebrand\.ly)\/\S+/giu;

const CHECKS: { readonly [N in Check['check']]: (of: Reviewed, check: Of<N>) => readonly Problem[] } = {
  words({ text }, { least, most }) {
    const count = wordsIn(text).length;
    if (count < least) return [problem(`It has ${count} words; ${least} are the least.`)];
    return count > most ? [problem(`It has ${count} words; ${most} are the most.`)] : [];
  },
  'subject-characters': ({ subject = '' }, { most }) =>
    [...subject].length > most
      ? [problem(`The subject has ${[...subject].length} characters; most clients show ${most}.`, subject)]
      : [],
  'sentence-words': ({ text }, { most }) =>
    sentencesOf(text)
      .filter((sentence) => wordsIn(sentence).length > most)
      .map((sentence) =>
        problem(`A sentence has ${wordsIn(sentence).length} words: make two of it.`, sentence),
      ),
  readability({ text }, { most }) {
    const is = Math.round(lix(text));
    return is > most
      ? [problem(`It reads hard: LIX ${is}, and ${most} is the most. Use shorter words and sentences.`)]
      : [];
  },
  'exclamation-marks'({ text, subject = '' }, { most }) {
    const count = quotes(`${subject} ${text}`, /!/g).length;
    return count > most
      ? [problem(`It has ${count} exclamation marks; ${most} ${most === 1 ? 'is' : 'are'} the most.`)]
      : [];
  },
  links({ text }, { most }) {
    const count = findUrls(text).length;
    return count > most
      ? [problem(`It has ${count} links; ${most} ${most === 1 ? 'is' : 'are'} the most.`)]
      : [];
  },
  'avoided-words': ({ text, subject = '' }, { words, instead }) =>
    words
      .filter((word) => saysWord(`${subject} ${text}`, word))
      .map((word) => problem(`It says "${word}". ${instead}`, word)),
  'needed-words': ({ text }, { words, because }) =>
    words.some((word) => saysWord(text, word)) ? [] : [problem(because)],
  capitals: ({ text, subject = '' }) =>
    quotes(`${subject}\n${text}`, /(?<!\p{L})(?:\p{Lu}{5,}|\p{Lu}{2,}(?:\s+\p{Lu}{2,})+)(?!\p{L})/gu).map(
      (words) => problem('Words in capitals look like shouting.', words),
    ),
  placeholders: ({ text, subject = '' }) =>
    quotes(
      `${subject}\n${text}`,
      /\{\{[^}]*\}\}|\{%[^%]*%\}|\[(?:first ?name|name|company|your [^\]]+|insert [^\]]+)\]|lorem ipsum|(?<!\p{L})(?:X{3,}|TODO)(?!\p{L})/giu,
    ).map((words) => problem('A placeholder was not filled.', words)),
  claims: ({ text, subject = '' }) =>
    unsupportedClaims(`${subject}\n${text}`, {}).map(({ kind, words }) =>
      problem(`A claim (${kind}) has to be proven by a record, or left out.`, words),
    ),
  'personal-data': ({ text, subject = '' }) => {
    const all = `${subject}\n${text}`;
    return detectPii(all)
      .filter(({ type }) => type !== 'URL' && type !== 'DATE' && type !== 'ORGANIZATION')
      .map(({ type, start, end }) =>
        problem(
          `It may hold personal data (${type.toLowerCase().replaceAll('_', ' ')}).`,
          all.slice(start, end),
        ),
      );
  },
  'insecure-links': ({ text }) =>
    quotes(text, /(?<!\p{L})http:\/\/\S+/giu).map((link) =>
      problem('The link is not encrypted: use https.', link),
    ),
  'shortened-links': ({ text }) =>
    quotes(text, SHORTENERS).map((link) =>
      problem('A shortened link hides where it leads, and filters distrust it.', link),
    ),
  'false-thread': ({ subject = '' }) =>
    /^\s*(?:re|fwd?|aw|wg|tr|rv|sv)\s*:/i.test(subject)
      ? [problem('The subject pretends to be an answer or a forwarded mail.', subject)]
      : [],
  'postal-address': ({ text, postalAddress }) =>
    postalAddress !== '' && !squeezed(text).includes(squeezed(postalAddress))
      ? [problem('The postal address of the workspace is not in it.')]
      : [],
  'brand-spelling': ({ text, subject = '', brand }) =>
    brand === ''
      ? []
      : quotes(`${subject}\n${text}`, new RegExp(`(?<!\\p{L})${escaped(brand)}(?!\\p{L})`, 'giu'))
          .filter((found) => found !== brand)
          .map((found) => problem(`The brand is spelt "${brand}".`, found)),
};

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
const squeezed = (text: string): string =>
  fold(text)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
const saysWord = (text: string, word: string): boolean =>
  ` ${squeezed(text)} `.includes(` ${squeezed(word)} `);

export const problemsOf = (of: Reviewed, check: Check): readonly Problem[] =>
  (CHECKS[check.check] as (of: Reviewed, check: Check) => readonly Problem[])(of, check);

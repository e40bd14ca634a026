import { stemmer as dutch } from '@orama/stemmers/dutch';
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as german } from '@orama/stemmers/german';
import { stemmer as italian } from '@orama/stemmers/italian';
import { stemmer as portuguese } from '@orama/stemmers/portuguese';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import { fold } from '../../mail/domain/fold.ts';
import { READ_LANGUAGES, type ReadLanguage } from '../../mail/domain/language.ts';

/** Snowball stemmers (Porter 2001). */
const STEMMERS: Readonly<Record<ReadLanguage, (word: string) => string>> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  it: italian,
  pt: portuguese,
  nl: dutch,
};
/** Words that are in every text of a language, and so find nothing. */
const FREQUENT = new Map(
  Object.entries(READ_LANGUAGES).map(([language, { frequent }]) => [language, new Set(frequent.split(' '))]),
);

const WORD = /[\p{L}\p{N}]+/gu;
const LONGEST_WORD = 40;

export const isRead = (language: string | null): language is ReadLanguage =>
  language !== null && language in STEMMERS;

/** The words of a text in their order, by their stems: what the index keeps of a passage. */
export const termsOf = (text: string, language: string | null): string[] =>
  words(text).map((word) => stemOf(word, language));

/**
 * What a question asks for in an index of these languages: its words without the frequent ones, by their stems in each. A
 * question that consists of frequent words is asked as it is.
 */
export function questionTerms(question: string, languages: readonly (string | null)[]): string[] {
  const said = words(question);
  const of = languages.length === 0 ? [null] : languages;
  return [
    ...new Set(
      of.flatMap((language) => {
        const telling = said.filter((word) => !FREQUENT.get(language ?? '')?.has(word));
        return (telling.length > 0 ? telling : said).map((word) => stemOf(word, language));
      }),
    ),
  ];
}

/** Where words of a question stand in a text, in UTF-16 code units. */
export function marksOf(
  text: string,
  question: string,
  language: string | null,
): { start: number; end: number }[] {
  const asked = new Set(questionTerms(question, [language]));
  return [...text.matchAll(WORD)].flatMap((match) =>
    asked.has(stemOf(fold(match[0]), language))
      ? [{ start: match.index, end: match.index + match[0].length }]
      : [],
  );
}

const words = (text: string): string[] =>
  (fold(text).match(WORD) ?? []).map((word) => word.slice(0, LONGEST_WORD));

/** A long text repeats its words. */
const KNOWN = new Map<string, string>();
const MOST_KNOWN = 50_000;

function stemOf(word: string, language: string | null): string {
  if (!isRead(language)) return word;
  const key = `${language} ${word}`;
  const known = KNOWN.get(key);
  if (known !== undefined) return known;
  const stem = STEMMERS[language](word);
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  KNOWN.set(key, stem);
  return stem;
}

import { fold } from './fold.ts';
import { DUTCH } from './reply-words/dutch.ts';
import { ENGLISH } from './reply-words/english.ts';
import { GERMAN } from './reply-words/german.ts';
import { FRENCH, ITALIAN, PORTUGUESE, SPANISH } from './reply-words/romance.ts';
import type { ReplyWords } from './reply-words/word-lists.ts';

/** The languages whose replies are read for what they want, by ISO 639-1. */
export const READ_LANGUAGES = {
  en: ENGLISH,
  de: GERMAN,
  fr: FRENCH,
  es: SPANISH,
  it: ITALIAN,
  pt: PORTUGUESE,
  nl: DUTCH,
} as const satisfies Record<string, ReplyWords>;
export type ReadLanguage = keyof typeof READ_LANGUAGES;

/** Languages that are only told from those that are read; they share words with them. */
const OTHERS: Readonly<Record<string, string>> = {
  sv: 'det och att ar inte jag pa med som vi har tack hej kan ni er vill nar ett mycket garna oss',
  da: 'det og at er ikke jeg pa med som vi har tak hej kan i vil nar et meget gerne os af til hvad mig',
  nb: 'det og at er ikke jeg pa med som vi har takk hei kan dere vil nar et veldig gjerne oss av til hva meg',
  fi: 'on ja ei se etta olen kiitos hei voi me mita kun teidan mutta meille',
  pl: 'nie jest to na sie w z i dziekuje prosze czy tak jak co dla do panstwa mnie nas bardzo',
  cs: 'je to na se v z i dekuji prosim ano ne jak co pro do vas nas mi velmi ale',
  hu: 'a az es nem hogy van koszonom igen de meg kerem szeretnek nekunk',
  ro: 'nu este si de la cu pe multumesc va rog da un o care pentru noi imi',
  tr: 've bir bu icin tesekkurler evet hayir ben biz degil var mi lutfen daha',
  ca: 'el la els les de no que per amb gracies si hola molt aquest som tenim estem',
};

interface Known {
  readonly language: string;
  readonly words: ReadonlySet<string>;
}
const KNOWN: readonly Known[] = Object.entries({
  ...Object.fromEntries(Object.entries(READ_LANGUAGES).map(([name, { frequent }]) => [name, frequent])),
  ...OTHERS,
}).map(([language, words]) => ({ language, words: new Set(words.split(' ')) }));
/** In how many of the languages a word is frequent: "de" tells little. */
const SPREAD = new Map<string, number>();
for (const { words } of KNOWN) for (const word of words) SPREAD.set(word, (SPREAD.get(word) ?? 0) + 1);

/** Letters and elisions that one of them has, as people write them; each match is a point. */
const SIGNS: readonly (readonly [language: string, sign: RegExp])[] = [
  ['es', /[ñ¿¡]/giu],
  ['pt', /[ãõ]|ção/giu],
  ['de', /ß/giu],
  ['it', /(?<!\p{L})(?:è|(?:dell|nell|all|sull|dall|quell|dov|com|un)['’](?=\p{L}))/giu],
  ['fr', /œ|ê|(?<!\p{L})(?:[jmtns]|qu|aujourd)['’](?=[aeiouyhàâéèêîô])/giu],
];

const MAX_WORDS = 400;
/** A language counts as likely when it has this share of the points of the likeliest. */
const NEARLY = 0.8;

/**
 * The languages that a text is probably written in, the likeliest first, by its frequent words. Empty when it is in a language
 * or script that is not read; all that are read when no word tells.
 */
export function likelyLanguages(text: string): readonly ReadLanguage[] {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (letters === 0 || latin * 2 < letters) return [];
  const words = (fold(text).match(/\p{L}[\p{L}\p{N}]+|(?<!\S)[uo](?!\S)/gu) ?? []).slice(0, MAX_WORDS);
  const points = KNOWN.map(({ language, words: frequent }) => ({
    language,
    points:
      words.reduce((sum, word) => sum + (frequent.has(word) ? 1 / (SPREAD.get(word) ?? 1) : 0), 0) +
      SIGNS.filter(([of]) => of === language).reduce(
        (sum, [, sign]) => sum + (text.match(sign)?.length ?? 0),
        0,
      ),
  })).toSorted((a, b) => b.points - a.points);
  const most = points[0]?.points ?? 0;
  if (most === 0) return Object.keys(READ_LANGUAGES).filter(isRead);
  const likely = points.filter((each) => each.points >= most * NEARLY).map(({ language }) => language);
  // Another language that fits as well leaves a doubt, unless one that is read fits best.
  return likely[0] !== undefined && isRead(likely[0]) ? likely.filter(isRead) : [];
}

const isRead = (language: string): language is ReadLanguage => language in READ_LANGUAGES;

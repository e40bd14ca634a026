import type { Detector, Finding, PiiType } from './finding.ts';

/** What a word is without context: `either` is both a name and a word (will, may, rose), `word` a common word. */
export type WordKind = 'given' | 'surname' | 'place' | 'either' | 'word' | 'unknown';

/** A natural language reader. */
export interface NameReader {
  /** People, places and organisations in a text, each in its spelling there. */
  read(
    text: string,
  ): readonly { readonly kind: 'person' | 'place' | 'organization'; readonly words: string }[];
  /** What a word is without context, in any capitalization. */
  kindOf(word: string): WordKind;
}

const TYPES = { person: 'PERSON', place: 'PLACE', organization: 'ORGANIZATION' } as const satisfies Record<
  string,
  PiiType
>;
const EDGES = /^[\s"'“”‘’(«,.;:!?-]+|(?:['’]s)?[\s"'“”‘’)»,.;:!?-]+$/gu;
const SENTENCE_END = /(?<=\p{L}{3})[.!?]\s+/u;

/**
 * Names, with or without capitals. The reader finds some of them by the sentence. Others are words that are known as given
 * names, and in English, whose common words are known, capitalized words that are not common. A name continues over
 * initials, particles and surnames. A name that is found once is found everywhere in the text.
 */
export const findNames =
  (reader: NameReader): Detector =>
  (text) => {
    const words = wordsOf(text, reader);
    const english = isEnglish(words);
    const uncapitalised = english && words.every(({ capital }) => !capital);
    const seen = new Map<string, PiiType>();
    const remember = (name: string, type: PiiType): void => {
      if (name.length > 1 && !seen.has(name)) seen.set(name, type);
    };
    if (english) for (const name of firms(text, reader)) remember(name, 'ORGANIZATION');
    for (const { name, type } of runsOfNames(text, words, { english, uncapitalised })) remember(name, type);
    for (const { kind, words: said } of english ? reader.read(text) : []) {
      for (const sentence of said.split(SENTENCE_END)) {
        const name = withoutFrame(sentence.replace(EDGES, '').replace(/['’]s$/, ''));
        if (isName(name, kind, reader)) remember(name, TYPES[kind]);
      }
    }
    return [...seen].flatMap(([name, type]) =>
      placesOf(text, name).map((start): Finding => ({ type, start, end: start + name.length })),
    );
  };

/** Words that a reader wrongly adds to a name: a point of the compass before it, common words in lower case after it. */
const withoutFrame = (name: string): string =>
  /\p{Lu}/u.test(name)
    ? name.replace(/^(?:North|South|East|West)ern /, '').replace(/(?: \p{Ll}[\p{L}-]*)+$/u, '')
    : name;

/** Common words are no name even with capitals; a name in lower case must contain a known part. */
function isName(name: string, kind: keyof typeof TYPES, reader: NameReader): boolean {
  const kinds = (name.match(/[\p{L}\p{M}]+/gu) ?? []).map((word) => reader.kindOf(word));
  if (/\p{Lu}/u.test(name))
    return kinds.length > 1 && kind !== 'person' ? true : kinds.some((each) => each !== 'word');
  return kind === 'place'
    ? kinds.includes('place')
    : kind === 'person' && kinds.some((each) => each !== 'word');
}

const FIRM = /(?<!\p{L})\p{Lu}[\p{L}\p{M}'’-]+, \p{Lu}[\p{L}\p{M}'’-]+,? (?:and|&) \p{Lu}[\p{L}\p{M}'’-]+/gu;

/** Three surnames in a row, as in the names of law firms. */
const firms = (text: string, reader: NameReader): string[] =>
  (text.match(FIRM) ?? []).filter((found) =>
    found.split(/, (?:and |& )?| and | & /).every((name) => reader.kindOf(name) !== 'word'),
  );

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly kind: WordKind;
  readonly capital: boolean;
  /** Whether only a space separates a word from the word before it. */
  readonly joined: boolean;
  /** Whether the text before announces a name. */
  readonly called: boolean;
}

const WORD = /(?<![\p{L}\p{M}\p{N}_@/])\p{L}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]+)*(?![\p{N}_@/])/gu;
const CONTRACTION = /^c['’]mon$|['’](?:t|re|ve|ll|d|m)$/i;
const INITIAL = /^\p{L}$/u;
const PARTICLE = /^(?:van|von|vom|zu|de|del|della|di|da|dos|du|der|den|la|le|bin|ben|al|el|af|av|ter|ten)$/i;
/** Texts before a name, in the languages of the recipients: titles, greetings, "my name is", closings. */
const CALLS = new RegExp(
  `(?<!\\p{L})(?:${[
    'mr|mrs|ms|miss|mx|dr|prof|herrn?|frau|monsieur|madame|mme|señora?|sra?|signora?|sig|dhr|mevrouw|pan|pani',
    'dear|hi|hello|hey|hallo|liebe|lieber|geehrter?|bonjour|cher|chère|hola|estimad[oa]|ciao|gentile|beste|hej|olá|oi',
    "i am|i'm|name is|name's|this is|ich bin|name ist|heiße|je suis|m'appelle|soy|llamo|chiamo|sono|ik ben|heter|chamo|sou",
    'signed|regards|cheers|sincerely|grüßen|grüße|gruß|cordialement|saludos|saluti|groeten|hälsningar|cumprimentos',
    'ask for|speak to|talk to|contact',
  ].join('|')})[.,:]?\\s{1,2}$`,
  'iu',
);
/** Short words in capitals are abbreviations rather than names. */
const ABBREVIATION = /^\p{Lu}{2,4}$/u;

const wordsOf = (text: string, reader: NameReader): Word[] =>
  [...text.matchAll(WORD)].map((match): Word => {
    const word = match[0].replace(/['’]s$/, '');
    const before = text.slice(Math.max(0, match.index - 20), match.index);
    return {
      text: word,
      start: match.index,
      end: match.index + word.length,
      kind: kindOfCompound(word, reader),
      capital: /^\p{Lu}/u.test(word),
      joined: /(?:(?<!\p{L})\p{L}{1,2}\.|[\p{L}\p{M}]) $/u.test(before),
      called: CALLS.test(before),
    };
  });

/** A hyphenated word is classified by its most name-like part. */
function kindOfCompound(word: string, reader: NameReader): WordKind {
  if (CONTRACTION.test(word)) return 'word';
  const kinds = word.split(/[-'’]/).map((part) => reader.kindOf(part));
  const whole = reader.kindOf(word);
  if (kinds.length === 1 || whole !== 'unknown') return whole;
  return (
    kinds.find((kind) => kind === 'given') ?? (kinds.every((kind) => kind === 'word') ? 'word' : 'unknown')
  );
}

/** In an English text at least this share of the words in lower case is known. */
const ENGLISH_SHARE = 0.6;
const ENOUGH_WORDS = 3;

function isEnglish(words: readonly Word[]): boolean {
  const lower = words.filter(({ capital }) => !capital);
  const known = lower.filter(({ kind }) => kind !== 'unknown').length;
  return lower.length < ENOUGH_WORDS || known / lower.length >= ENGLISH_SHARE;
}

function runsOfNames(
  text: string,
  words: readonly Word[],
  about: TextFacts,
): { name: string; type: PiiType }[] {
  const runs: { name: string; type: PiiType }[] = [];
  for (let at = 0; at < words.length; at++) {
    const first = words[at];
    if (!first || !begins(first, about)) continue;
    const last = endOfRun(words, at);
    const run = words.slice(at, last + 1);
    const type = run.every(({ kind }) => kind === 'place') ? 'PLACE' : 'PERSON';
    runs.push({ name: text.slice(first.start, run.at(-1)?.end), type });
    at = last;
  }
  return runs;
}

interface TextFacts {
  readonly english: boolean;
  /** Whether the text is English without any capitals: then a word that is not common may be a name. */
  readonly uncapitalised: boolean;
}

function begins({ text, kind, capital, called }: Word, { english, uncapitalised }: TextFacts): boolean {
  if (INITIAL.test(text)) return false;
  if (kind === 'given') return true;
  if (uncapitalised) return kind === 'surname' || kind === 'place' || (kind === 'unknown' && text.length > 2);
  if (called && (capital || english)) return kind === 'surname' || kind === 'unknown';
  return english && capital && !ABBREVIATION.test(text) && kind !== 'word' && kind !== 'either';
}

/** The last word of a name that begins with the word at `from`. */
function endOfRun(words: readonly Word[], from: number): number {
  const capital = words[from]?.capital ?? false;
  const follows = (word: Word | undefined): boolean =>
    word?.joined === true &&
    (capital ? word.capital && (word.kind !== 'word' || !INITIAL.test(word.text)) : word.kind !== 'word');
  let last = from;
  for (let at = from + 1; at < words.length && at <= last + 3; at++) {
    const word = words[at];
    if (!word?.joined) break;
    if (INITIAL.test(word.text) || PARTICLE.test(word.text)) continue;
    if (!follows(word)) break;
    last = at;
  }
  return last;
}

/** "don't" does not contain the name Don. */
const CONTRACTED = /^['’](?:t|re|ve|ll|d|m)(?!\p{L})/iu;

function placesOf(text: string, name: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + name.length] ?? ' ';
    if (
      !/[\p{L}\p{N}]/u.test(before) &&
      !/[\p{L}\p{N}]/u.test(after) &&
      !CONTRACTED.test(text.slice(at + name.length))
    )
      places.push(at);
  }
  return places;
}

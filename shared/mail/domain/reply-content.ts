import type { ReplyClass } from '../contract/reply-class.ts';
import { fold } from './fold.ts';
import { likelyLanguages, READ_LANGUAGES, type ReadLanguage } from './language.ts';
import { laterDay } from './later-day.ts';
import type { ReplyWords } from './reply-words/word-lists.ts';
import { sentencesOf } from './sentences.ts';

/** What the words of a person want, as far as rules can tell. */
export interface ContentReading {
  readonly class: ContentClass;
  readonly certainty: 'certain' | 'possible';
  readonly language?: ReadLanguage;
  /** `later`: YYYY-MM-DD. */
  readonly day?: string;
  /** The sentence that decided; at most 300 characters. */
  readonly sentence?: string;
  readonly referredTo?: { readonly name?: string; readonly email?: string };
}

/** What content alone can tell; the form of a mail tells the others. */
type ContentClass = Extract<
  ReplyClass,
  | 'interested'
  | 'question'
  | 'later'
  | 'referral'
  | 'not_interested'
  | 'wrong_person'
  | 'complaint'
  | 'unclear'
>;
type Stated = Exclude<ContentClass, 'question' | 'unclear'>;

/** When a text says several things, the first of these counts: the one that is worst to overlook. */
const PRECEDENCE: readonly Stated[] = [
  'complaint',
  'referral',
  'wrong_person',
  'later',
  'not_interested',
  'interested',
];

const MAX_SENTENCES = 60;
const MAX_SENTENCE = 400;
/** In a longer text a sentence may be about something else. */
const SHORT_TEXT = 8;

export interface ContentContext {
  /** The Date header, from which "next month" counts. */
  readonly sent?: string | undefined;
  /** Addresses that are no referral: the author's and ours. */
  readonly known?: readonly string[];
}

interface Compiled {
  readonly complaint: RegExp;
  readonly wrong_person: RegExp;
  readonly referral: RegExp;
  readonly not_interested: RegExp;
  readonly notNow: RegExp;
  readonly again: RegExp;
  readonly interested: RegExp;
  readonly asks: RegExp;
  readonly negated: RegExp;
}

const compiled = (phrases: readonly string[]): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${phrases.map(expanded).join('|')})(?![\\p{L}\\p{N}])`, 'u');
const expanded = (phrase: string): string =>
  phrase
    .replaceAll('~)', '(?: \\S+){0,4})')
    .replace(/~$/, '(?: \\S+){0,4}')
    .replaceAll('~', '(?: \\S+){0,4} ')
    .replace(/(?<!\\S)(?<=[\p{L}\p{N}])\*/gu, '\\S*');
const words = (list: string): string => `(?:${list.split(' ').join('|')})`;

const RULES: ReadonlyMap<ReadLanguage, Compiled> = new Map(
  (Object.entries(READ_LANGUAGES) as [ReadLanguage, ReplyWords][]).map(([language, each]) => [
    language,
    {
      complaint: compiled(each.complaint),
      wrong_person: compiled(each.wrong_person),
      referral: compiled(each.referral),
      not_interested: compiled(each.not_interested),
      notNow: compiled(each.notNow),
      again: compiled(each.again),
      interested: compiled(each.interested),
      asks: new RegExp(`^(?:and |und |et |y |e |en )?${words(each.asks)} (?=\\S+ \\S)`, 'u'),
      negated: new RegExp(`(?<![\\p{L}\\p{N}])${words(each.negations)}(?![\\p{L}\\p{N}])`, 'u'),
    },
  ]),
);

/**
 * Reads what a person wants. Precedence goes to what is worst to overlook; what no rule fits, or what is in another language,
 * is `unclear`. The class decides about nothing: whoever wrote is held, whatever they want.
 * @param text the person's own words, without quotes and signature
 */
export function readContent(text: string, context: ContentContext = {}): ContentReading {
  const sentences = sentencesOf(text).slice(0, MAX_SENTENCES);
  const languages = likelyLanguages(text);
  const readings = languages.map((language) => readIn(language, sentences, context));
  const found = readings.toSorted((a, b) => weightOf(a) - weightOf(b))[0];
  if (found === undefined) return { class: 'unclear', certainty: 'possible' };
  // Spanish and Portuguese may both fit a short text.
  const language =
    readings.filter((each) => each.class === found.class).length === 1 ? found.language : undefined;
  const { language: _, ...rest } = found;
  return {
    ...rest,
    ...(language !== undefined && { language }),
    ...detailsOf(found.class, text, context),
  };
}

/** What goes with a class: the day of `later`, and whom a referral names. */
export function detailsOf(
  wanted: ReplyClass,
  text: string,
  { sent, known = [] }: ContentContext,
): Pick<ContentReading, 'day' | 'referredTo'> {
  const day = wanted === 'later' ? laterDay(text, sent) : undefined;
  const names = wanted === 'referral' || wanted === 'wrong_person';
  const referredTo = names ? referenceIn(text, known) : undefined;
  return { ...(day !== undefined && { day }), ...(referredTo && { referredTo }) };
}

const weightOf = ({ class: each }: ContentReading): number =>
  [...PRECEDENCE, 'question', 'unclear'].indexOf(each);

function readIn(
  language: ReadLanguage,
  sentences: readonly string[],
  context: ContentContext,
): ContentReading {
  const rules = RULES.get(language);
  const said = sentences.map((sentence) => ({
    sentence,
    all: rules ? statedIn(rules, sentence, context) : [],
  }));
  const stated = new Set(said.flatMap(({ all }) => all));
  const first = PRECEDENCE.find((each) => stated.has(each));
  const short = sentences.length <= SHORT_TEXT;
  if (first !== undefined) {
    const contrary = first === 'interested' ? false : stated.has('interested');
    const sentence = said.find(({ all }) => all.includes(first))?.sentence;
    return {
      class: first,
      certainty: short && stated.size === 1 && !contrary ? 'certain' : 'possible',
      language,
      sentence: sentence?.slice(0, 300),
    };
  }
  const asked = sentences.find((each) => isQuestion(each, rules?.asks));
  if (asked === undefined) return { class: 'unclear', certainty: 'possible', language };
  const certainty = short && asked.includes('?') ? 'certain' : 'possible';
  return { class: 'question', certainty, language, sentence: asked.slice(0, 300) };
}

/** All that a sentence may say. Interest needs a sentence without any negation; then a refusal cannot be taken for it. */
function statedIn(rules: Compiled, sentence: string, { sent, known = [] }: ContentContext): Stated[] {
  const said = plain(sentence);
  const found: Stated[] = [];
  if (rules.complaint.test(said)) found.push('complaint');
  if (rules.referral.test(said) || (addressesIn(sentence, known).length > 0 && rules.again.test(said)))
    found.push('referral');
  if (rules.wrong_person.test(said)) found.push('wrong_person');
  const refuses = rules.not_interested.test(said);
  const comesBack = rules.again.test(said) && isNotNear(sentence, sent);
  // "At the moment we need none" refuses; "ask again in May" does not.
  if (comesBack || (rules.notNow.test(said) && !refuses)) found.push('later');
  if (refuses) found.push('not_interested');
  if (rules.interested.test(said) && !rules.negated.test(said.replace(CONSENTS, ' ')))
    found.push('interested');
  return found;
}

/** A meeting on Tuesday is interest; one in March is "later". */
const NEAR_DAYS = 7;
const ANY_DAY = 'Thu, 1 Jan 2026 12:00:00 +0000';

function isNotNear(sentence: string, sent = ANY_DAY): boolean {
  const day = laterDay(sentence, sent);
  return day !== undefined && Date.parse(day) - Date.parse(sent) > NEAR_DAYS * 86_400_000;
}

/** Negations that agree. */
const CONSENTS =
  /no (?:problem|worries|doubt)|why not|warum nicht|kein problem|pourquoi pas|pas de (?:probleme|souci)|por que no|(?:sin|ningun) problema|perche no|(?:senza|nessun) problem[ai]|porque nao|sem problema|waarom niet|geen probleem/g;

const isQuestion = (sentence: string, asks: RegExp | undefined): boolean =>
  /[?？]/.test(sentence) || asks?.test(plain(sentence)) === true;

/** Folded words with single blanks between them, without addresses and links. */
const plain = (sentence: string): string =>
  fold(sentence.slice(0, MAX_SENTENCE))
    .replace(/https?:\S+/g, ' ')
    .replaceAll("n't", 'nt')
    .replace(/[^\p{L}\p{N}@]+/gu, ' ')
    .trim();

const ADDRESS = /[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g;
const addressesIn = (text: string, known: readonly string[]): string[] =>
  (text.slice(0, 10_000).match(ADDRESS) ?? [])
    .map((each) => each.toLowerCase().replace(/^[^\p{L}\p{N}]+/u, ''))
    .filter((each) => !known.includes(each));

/** Titles and relations before a name. */
const BEFORE_NAME =
  /(?:colleague|coworker|boss|manager|partner|assistant|mr\.?|mrs\.?|ms\.?|dr\.?|Herrn?|Frau|Kolleg(?:e|en|in)|collègue|associée?|M\.|Mme|Monsieur|Madame|compañer[oa]|colega|jefe|señora?|Sr\.|Sra\.|collega|signora?|sig\.|senhora?|chefe|meneer|mevrouw|dhr\.?|mevr\.?|contact|ask|copied|to|with)\s+(?<name>\p{Lu}[\p{L}'-]+(?:\s+(?:de|van|der|den|da|di|von|la|le)){0,2}(?:\s+\p{Lu}[\p{L}'-]+){0,2})/u;

/** Whom a text names: the first foreign address, and the name after a title. */
function referenceIn(text: string, known: readonly string[]): ContentReading['referredTo'] {
  const email = addressesIn(text, known)[0];
  const name = BEFORE_NAME.exec(text)?.groups?.['name']?.slice(0, 100);
  return email === undefined && name === undefined
    ? undefined
    : { ...(name !== undefined && { name }), ...(email !== undefined && { email }) };
}

import { type Anchor, addressAnchors } from './address-anchors.ts';
import type { Detector, Finding } from './finding.ts';
import type { NameReader, WordKind } from './names.ts';

/**
 * Whole postal addresses: each certain part (a street with a number, a box, a post code) is extended over the units, codes,
 * states, cities and countries around it, on the same line and on the lines below.
 */
export const findAddresses =
  (reader?: NameReader): Detector =>
  (text) => {
    const kindOf = (word: string): WordKind =>
      reader?.kindOf(word) ?? (CAPITAL.test(word) ? 'unknown' : 'word');
    const read = /\p{Lu}/u.test(text) ? text : capitalised(text, kindOf);
    return merged(addressAnchors(read, kindOf).map((anchor) => grow(read, anchor, kindOf)));
  };

type KindOf = (word: string) => WordKind;

const CAPITAL = /^\p{Lu}/u;
const UNIT_WORD =
  'apt|apartment|appt|suite|ste|unit|floor|flat|room|rm|bldg|building|block|etage|étage|stock|stiege|top|tür|door|piso|puerta|bus|box|postbus|interno|int|scala|sc|lejl|lgh|porte|m\\.|lok|kv|bât|bâtiment|escalier';
const UNIT = new RegExp(
  `(?:(?:${UNIT_WORD})\\.? ?#?(?:\\d[\\w/-]*|[a-z](?![\\p{L}\\p{N}]))|#\\d[\\w-]*|\\d{1,2}[ºª°]\\.? ?(?:\\p{L}{1,4}(?![\\p{L}\\p{N}]))?|\\d{1,2}(?:st|nd|rd|th|\\.|º|ª|er|e|ème)? ?(?:floor|fl|og|dg|sal|tr|tv|th|mf|étage|etage|piso|izq|dcha)(?![\\p{L}\\p{N}]))`,
  'iuy',
);
/** Post codes of all countries, some with the country letters before them. */
const CODE =
  /(?:[A-Z]{1,3}-)?(?:\d{4,6}(?:-\d{3,4})?|\d{2}-\d{3}|\d{3} \d{2,3}|\d{4} ?[A-Z]{2})(?![\p{L}\p{N}])|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?![\p{L}\p{N}])|[A-Z]\d[A-Z] ?\d[A-Z]\d(?![\p{L}\p{N}])/uy;
const STATE = /(?:\p{Lu}{1,3}|nan|[a-z]{2}(?= \d{5}))(?![\p{L}\p{N}.'’])/uy;
const NAMES = /(?:(?:\p{L}[\p{L}\p{M}'’.-]*|\(\p{L}[\p{L}\p{M} .'’-]*\))(?: |(?![\p{L}\p{N}]))){1,5}/uy;
const PARTICLE =
  /^(?:de|del|della|di|da|do|dos|du|des|la|le|les|el|los|am|an|der|den|im|bei|ob|upon|on|sur|sous|en|nad|of|the|and|and|y|e|aan|op)$/i;
/** Separators of two parts: a space, a comma, an end of line with the marks of quotes or lists before the next line. */
const BETWEEN =
  /(?:\.(?=\s*[\n,]| (?:apt|suite|unit|flat)))?(?: [-–] |[ \t]*(?:,[ \t]*)?)(?:\r?\n[ \t]*(?:[>|?*•-]{1,3} ?)?(?:,[ \t]*)?){0,2}/iuy;
const MAX_PARTS = 10;

/** A text without capitals, rewritten with capitals on all words that are not common words. */
const capitalised = (text: string, kindOf: KindOf): string =>
  text.replace(/(?<![\p{L}\p{M}\p{N}'’])\p{L}[\p{L}\p{M}]*/gu, (word) => {
    const capital = word.slice(0, 1).toUpperCase() + word.slice(1);
    return kindOf(word) === 'word' || capital.length !== word.length ? word : capital;
  });

function grow(text: string, { start, end }: Anchor, kindOf: KindOf): Finding {
  const lower = !/\p{Lu}/u.test(text.slice(start, end));
  let from = start;
  for (let before = partBefore(text, from); before < from; before = partBefore(text, from)) from = before;
  let to = end;
  for (let parts = 0; parts < MAX_PARTS; parts++) {
    const after = partAfter(text, to, { kindOf, lower });
    if (after === to) break;
    to = after;
  }
  return { type: 'ADDRESS', start: from, end: to };
}

const BEFORE = new RegExp(
  `(?:(?<![\\p{L}\\p{N}.,/-])\\d{1,6}[a-z]?[, ]\\s?|(?<!\\p{L})(?:${UNIT_WORD})\\.? ?#?\\d[\\w-]*,?\\s|(?<!\\p{L})p\\.? ?o\\.? ?box \\d+,?\\s)$`,
  'iu',
);

function partBefore(text: string, at: number): number {
  const match = BEFORE.exec(text.slice(Math.max(0, at - 24), at));
  return match ? at - match[0].length : at;
}

interface Context {
  readonly kindOf: KindOf;
  /** Whether the address is written without capitals, so that names in it have none. */
  readonly lower: boolean;
}

/** The end of the next part of the address, or `at` where there is none. */
function partAfter(text: string, at: number, context: Context): number {
  const between = matchAt(BETWEEN, text, at);
  const next = at + between.length;
  if (between === '' && /[\p{L}\p{N}]/u.test(text[at] ?? ' ')) return at;
  for (const pattern of [UNIT, CODE, STATE]) {
    const found = matchAt(pattern, text, next);
    if (found !== '' && (pattern !== STATE || isState(text, next + found.length, between)))
      return next + found.length;
  }
  const names = namesAt(text, next, context);
  return names > next ? names : at;
}

/** Two capitals are a state after a comma or a line break, or before a post code. */
const isState = (text: string, end: number, between: string): boolean =>
  /[,\n]/.test(between) ||
  matchAt(CODE, text, end + matchAt(BETWEEN, text, end).length) !== '' ||
  /^\s*(?:$|[,\n])/.test(text.slice(end));

/** Up to five words that form the name of a place: capitalized, and not common words unless a post code follows. */
function namesAt(text: string, at: number, { kindOf, lower }: Context): number {
  const words = matchAt(NAMES, text, at).trimEnd().split(' ');
  while (words.length > 0 && words[0] !== '') {
    const end = at + words.join(' ').length;
    if (areNames(words, { kindOf, lower }, text, end)) return end;
    words.pop();
  }
  return at;
}

function areNames(words: readonly string[], { kindOf, lower }: Context, text: string, end: number): boolean {
  const bare = words.map((word) => word.replace(/^\(|[).]+$/g, ''));
  const named = bare.filter((word) => !PARTICLE.test(word));
  if (named.length === 0 || PARTICLE.test(bare.at(-1) ?? '') || /^[:@]/.test(text.slice(end))) return false;
  if (!lower && !named.every((word) => CAPITAL.test(word))) return false;
  if (named.every((word) => kindOf(word) !== 'word')) return true;
  const after = end + matchAt(BETWEEN, text, end).length;
  const code = matchAt(CODE, text, after) !== '';
  return code || (!lower && named.length > 1 && named.some((word) => kindOf(word) !== 'word'));
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/** Adjacent findings are one address. */
function merged(findings: readonly Finding[]): Finding[] {
  const kept: Finding[] = [];
  for (const each of findings.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (last && each.start < last.end) kept[kept.length - 1] = { ...last, end: Math.max(last.end, each.end) };
    else kept.push(each);
  }
  return kept;
}

import {
  CLOSINGS,
  FIELDS,
  ORIGINAL_MESSAGE,
  SENT_FROM,
  WROTE,
  WROTE_JOINED,
  WROTE_ON,
} from './quote-words.ts';

const MAX_LINES = 2_000;
const MAX_VISIBLE = 10_000;
const MAX_ATTRIBUTION = 400;

/** A word boundary for all scripts: `\b` knows only ASCII letters and digits. */
const word = (source: string): string => `(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])`;

/** Attributions that cannot be anything else, because they contain a date or an address. They may have up to three lines. */
const ATTRIBUTIONS: readonly RegExp[] = [
  `^(?:-{2,} ?)?(?:${WROTE_ON})\\s(?=.*[\\d@]).{4,300}(?:${word(WROTE)}(?:.{0,80}(?=:|-{2})|.{0,80}<)?|${WROTE_JOINED})\\s*:?(?: ?-{2,})?$`,
  `^(?=.*(?:@|(?<!\\d)(?:19|20)\\d{2}(?!\\d)|\\d{1,2}[:.]\\d{2})).{2,300}(?:(?:${word(WROTE)}|>(?:${WROTE}))|${WROTE_JOINED})\\s*>?[:：]?$`,
  `^(?=.*(?:@|\\d{1,2}[:.]\\d{2})).{4,300}${word(WROTE)}.{2,150}[:：]$`,
  '^(?=.*\\d{1,2}[:.]\\d{2}).{4,300}<[^<>\\s]+@[^<>\\s]+>\\s*[:：]$',
  `^.{0,200}<[^<>\\s]+@[^<>\\s]+>\\s*(?:${WROTE}|${WROTE_JOINED})\\s*[:：]?$`,
].map((source) => new RegExp(source, 'iu'));
/** Lines with this ending, or with a day and an author, are attributions if quoted lines follow. */
const PERHAPS_ATTRIBUTIONS: readonly RegExp[] = [
  `^.{2,120}(?:${word(WROTE)}|${WROTE_JOINED})\\s*[:：]$`,
  `^(?:${WROTE_ON})\\s(?=.*[\\d@]).{4,300}${word(WROTE)}.{0,80}$`,
  '^(?=.*\\S@\\S)(?=.*\\d{1,2}[:.]\\d{2}).{4,300}[:：]$',
].map((source) => new RegExp(source, 'iu'));
/** Direction marks around names and addresses, in right-to-left scripts. */
const DIRECTION_MARKS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The first of two lines: it contains a date or an address, or ends before one. */
const BEGUN = /[<(]\s*$|@|\d{1,2}[:.]\d{2}|(?:19|20)\d{2}/;

const FIELD = Object.entries(FIELDS).map(
  ([name, names]) =>
    [name, new RegExp(`^\\s*\\*?(?:${names})(?: (?:le|el|em|il))?\\s*[:：]\\s*\\*?\\s*\\S`, 'iu')] as const,
);
const SENT_AT = /\d{4}|\d{1,2}[:.]\d{2}/;
const MARKED = /^\s*[-_=*–—]{2,}\s*(\p{L}[\p{L}\p{M}'’ ]{1,60}?)\s*[-_=*–—]{2,}\s*$/u;
const ORIGINAL = new RegExp(`^\\s*[-_=*–—]*\\s*(?:${ORIGINAL_MESSAGE})\\s*:?\\s*[-_=*–—]*\\s*$`, 'iu');
const RULE = /^\s*(?:[-_]{5,}|={4,})\s*$/;
const SENT_BY = new RegExp(
  `^\\*?(?:${SENT_FROM})\\s*[\\p{L}\\p{M}\\p{N} '’()®™-]{0,50}(?:<[^<>]*>)?[.*]?$`,
  'iu',
);
/** `-- ` is the convention for a signature. Without the space, or as underscores above a list footer, it is uncertain. */
const SIGNATURE = /^(?:--|_{2,})\s*$/;
const CLOSING = new RegExp(`^(?:${CLOSINGS})\\s*[,.!]*$`, 'iu');
/** `-Ana`, below the last line. */
const NAME = /^-{1,2} ?\p{Lu}\p{L}+(?: \p{Lu}\p{L}+){0,2}$/u;
const POSTSCRIPT = /^\s*(?:p\.? ?(?:p\.? ?)?s\.?|n\.? ?b\.?|p\.? ?d\.?|з\.? ?ы\.?)\s*[:.,–—-]?\s+\S/iu;

export interface MailWords {
  /** The sender's new text without signature; at most 10,000 characters. */
  readonly visible: string;
  /** Everything that is not quoted, with the signature and the text below it. */
  readonly own: string;
}

/** The sender's new text: without the quoted message, wherever that is, and without the signature. */
export const visibleText = (text: string): string => readWords(text).visible;

/**
 * Splits a mail into the sender's new text and the quoted text, by lines and by patterns for each language. When it is not
 * certain that a quote begins, the line counts as new text, so that no words of the person are lost.
 */
export function readWords(text: string): MailWords {
  const lines = text.replace(/\r\n?/g, '\n').split('\n').slice(0, MAX_LINES);
  const visible: string[] = [];
  const own: string[] = [];
  let below = false;
  for (let i = 0; i < lines.length; ) {
    const line = lines[i] ?? '';
    const attribution = attributionLength(lines, i);
    if (isQuoted(line)) i += 1;
    else if (attribution > 0) {
      // After an attribution with `>` lines the sender may continue; without `>` lines all the rest is quoted.
      if (!quoteFollows(lines, i + attribution)) break;
      i += attribution;
      below = false;
    } else if (quoteBegins(lines, i)) break;
    else {
      below = (below || endsWords(lines, i, visible)) && !POSTSCRIPT.test(line);
      if (!below) visible.push(line.trimEnd());
      own.push(line.trimEnd());
      i += 1;
    }
  }
  return { visible: joined(visible), own: joined(own) };
}

const joined = (lines: readonly string[]): string => lines.join('\n').trim().slice(0, MAX_VISIBLE);

/** The number of lines, up to three, that introduce a quoted message here; 0 when none do. */
function attributionLength(lines: readonly string[], at: number): number {
  for (let length = 1; length <= 3; length++) {
    if (!isAttribution(lines, at, length)) continue;
    // When a later start matches too, joining from here would lose a line of the sender's own text.
    return isAttribution(lines, at + 1, length - 1) && !BEGUN.test(lines[at] ?? '') ? 0 : length;
  }
  return 0;
}

function isAttribution(lines: readonly string[], at: number, length: number): boolean {
  const parts = lines.slice(at, at + length).map((line) =>
    line
      .replace(DIRECTION_MARKS, '')
      .replace(/^>(?=:)/, '')
      .trim(),
  );
  if (parts.length === 0 || parts.includes('') || parts.some((part) => part.length > MAX_ATTRIBUTION))
    return false;
  const text = parts.join(' ');
  if (text.length > MAX_ATTRIBUTION) return false;
  if (length === 1 && quoteFollows(lines, at + 1) && PERHAPS_ATTRIBUTIONS.some((each) => each.test(text)))
    return true;
  return ATTRIBUTIONS.some((pattern) => pattern.test(text));
}

/** Whether everything from this line on is the quoted message. */
function quoteBegins(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  if (line.length > 200 || line.trim() === '') return false;
  if (ORIGINAL.test(line)) return /[-_=*–—]{2,}|:/u.test(line);
  if (MARKED.test(line) || RULE.test(line)) return isHeaderBlock(lines, nextText(lines, at + 1));
  return isHeaderBlock(lines, at);
}

/**
 * The header block above a quoted message. "From: Berlin" and "To: Hamburg" may be a journey, so an address is required among
 * the fields, or a subject and the time of sending.
 */
function isHeaderBlock(lines: readonly string[], at: number): boolean {
  const nameOf = (line: string): string | undefined =>
    line.length > 500 ? undefined : FIELD.find(([, pattern]) => pattern.test(line))?.[0];
  const first = lines[at] ?? '';
  const begins = nameOf(first);
  if (begins === undefined) return false;
  const block = lines.slice(at, at + 8).filter((line) => line.trim() !== '');
  const names = new Set(block.map(nameOf).filter((name) => name !== undefined));
  const addressed = block.some((line) => nameOf(line) !== undefined && /@|mailto:/.test(line));
  if (!names.has('from') && !addressed) return false;
  const timed = block.some((line) => nameOf(line) === 'date' && SENT_AT.test(line));
  const told = addressed || timed || names.size >= 4;
  return (
    (names.size >= 3 && names.has('subject') && told) || (names.size >= 2 && addressed && names.has('from'))
  );
}

/** Whether a signature follows: its mark, a closing or a line like "Sent from my phone", without a sentence below it. */
function endsWords(lines: readonly string[], at: number, before: readonly string[]): boolean {
  const line = lines[at] ?? '';
  const trimmed = line.trim();
  if (before.every((each) => each.trim() === '')) return false;
  if (line === '-- ' || SENT_BY.test(trimmed)) return true;
  return (
    (SIGNATURE.test(line) || CLOSING.test(trimmed) || NAME.test(trimmed)) && !hasSentence(lines.slice(at + 1))
  );
}

const DETAILS = /@|https?:|www\.|\+?\d[\d ()/.-]{6,}/iu;
/** `Tel: ...`, `Registered office: ...` */
const LABELLED = /^\s*\p{L}+(?: \p{L}+)?: .*[^?]\s*$/u;

/** Whether the text continues: a line that ends like a sentence and has enough words for one. */
function hasSentence(below: readonly string[]): boolean {
  const lines = below.slice(0, 12);
  const end = lines.findIndex((line) => isQuoted(line) || RULE.test(line) || ORIGINAL.test(line));
  return (end < 0 ? lines : lines.slice(0, end)).some(
    (line) =>
      /[.!?。！？]["')]?\s*$/u.test(line) &&
      (line.trim().split(/\s+/).length >= 4 || /[。！？]/u.test(line)) &&
      !DETAILS.test(line) &&
      !LABELLED.test(line) &&
      !POSTSCRIPT.test(line),
  );
}

function nextText(lines: readonly string[], from: number): number {
  const found = lines.findIndex((line, i) => i >= from && line.trim() !== '');
  return found < 0 ? lines.length : found;
}

const quoteFollows = (lines: readonly string[], from: number): boolean =>
  isQuoted(lines[nextText(lines, from)] ?? '');

const isQuoted = (line: string): boolean => /^\s{0,3}>/.test(line);

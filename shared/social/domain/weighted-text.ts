import tlds from 'tlds' with { type: 'json' };

/**
 * How X counts a text (version 3 of its configuration): in hundredths, on the text in composed form (NFC). What is linked
 * counts as its short address, and so much for an emoji however many code points it has.
 */
const WEIGHTS = {
  scale: 100,
  normal: 200,
  light: 100,
  /** Code points that count half: Latin, Greek, Cyrillic, and the punctuation of most languages. */
  lightRanges: [
    [0, 4351],
    [8192, 8205],
    [8208, 8223],
    [8242, 8247],
  ],
  address: 23,
} as const;

const TOP_LEVEL = new Set<string>(tlds);
const LABEL = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}_-]{0,62}[\\p{L}\\p{N}])?';
const ENDS = '\\s<>"“”';
/** Brackets belong to an address in pairs. */
const GROUP = `\\([^()${ENDS}]*\\)`;
/** With or without https://. An e-mail address, a mention and a part of a word are none. */
const ADDRESS = new RegExp(
  `(?<![\\p{L}\\p{N}@#$_./＠＃-])(?:https?://)?(?:${LABEL}\\.){1,10}(?<tld>[\\p{L}]{2,63}|xn--[a-z0-9-]{2,59})(?![\\p{L}\\p{N}@_-])(?::\\d{1,5})?(?:[/?](?:(?:${GROUP}|[^()${ENDS}])*(?:${GROUP}|[^()${ENDS}.,:;!?'…\\]]))?)?`,
  'giu',
);
const EMOJI = /^\p{RGI_Emoji}$/v;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Where X makes a link of something, as it stands in the text. */
export const linksIn = (text: string): string[] =>
  [...text.matchAll(ADDRESS)]
    .filter(({ groups }) => TOP_LEVEL.has((groups?.['tld'] ?? '').toLowerCase()))
    .map(([link]) => link);

/** Characters as X counts them. */
export function weightedLength(text: string): number {
  let rest = text.normalize('NFC');
  let length = 0;
  for (const link of linksIn(rest)) {
    const at = rest.indexOf(link);
    length += plainLength(rest.slice(0, at)) + WEIGHTS.address;
    rest = rest.slice(at + link.length);
  }
  return Math.floor(length + plainLength(rest));
}

function plainLength(text: string): number {
  let weight = 0;
  for (const { segment } of graphemes.segment(text)) {
    if (EMOJI.test(segment)) weight += WEIGHTS.normal;
    else for (const each of segment) weight += weightOf(each.codePointAt(0) ?? 0);
  }
  return weight / WEIGHTS.scale;
}

const weightOf = (point: number): number =>
  WEIGHTS.lightRanges.some(([from, to]) => from <= point && point <= to) ? WEIGHTS.light : WEIGHTS.normal;

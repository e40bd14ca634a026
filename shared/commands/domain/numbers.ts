const UNITS: readonly string[] = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const TENS: Readonly<Record<string, number>> = {
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};
const SCALES: Readonly<Record<string, number>> = {
  dozen: 12,
  hundred: 100,
  thousand: 1_000,
  million: 1_000_000,
};

const WORD = [...UNITS, ...Object.keys(TENS)].toSorted((a, b) => b.length - a.length).join('|');
const SCALE = Object.keys(SCALES).join('|');

/** Source of a regular expression for a number: `200`, `1,500`, `2.5`, `two hundred`, `twenty-five`, `a dozen`. */
export const NUMBER = String.raw`(?:\d[\d,]*(?:\.\d+)?|(?:an?|${WORD})(?:[ -](?:${WORD}|${SCALE}))*)`;

/** The number that such a text stands for; undefined when it is no number. */
export function readNumber(text: string): number | undefined {
  if (/^\d/.test(text)) {
    const value = Number(text.replaceAll(',', ''));
    return Number.isFinite(value) ? value : undefined;
  }
  let total = 0;
  let current = 0;
  for (const word of text.toLowerCase().split(/[ -]+/)) {
    const scale = SCALES[word];
    const unit = word === 'a' || word === 'an' ? 1 : UNITS.indexOf(word);
    if (scale !== undefined && scale >= 1_000) {
      total += (current || 1) * scale;
      current = 0;
    } else if (scale !== undefined) current = (current || 1) * scale;
    else if (TENS[word] !== undefined) current += TENS[word];
    else if (unit >= 0) current += unit;
    else return undefined;
  }
  return total + current;
}

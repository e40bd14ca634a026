import type { Finding } from '../contract/assessment.ts';
import type { BrandRules } from '../contract/settings.ts';
import { differenceOf, MOST_COLOURS, readColour, SAME_COLOUR } from './colours.ts';
import { styleOf } from './html.ts';
import { finding, findings } from './part.ts';
import { coloursOf, pairsOf } from './parts/colour.ts';
import { countsOf, fleschKincaid } from './readability.ts';
import { found, passageOf, type Reading } from './reading.ts';

/** What became of one rule. */
export interface Checked {
  /** Where it stands in the settings, below `quality.brand`. */
  readonly rule: string;
  readonly wants: string;
  readonly findings: readonly Finding[];
  /** Whether it finds its own example; null where it has none. */
  readonly findsExample: boolean | null;
}

const COSTS = 5;
const LEAST_WORDS = 30;

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** The words as a whole, however they are spelt and parted. */
const patternOf = (words: string): RegExp =>
  new RegExp(
    `(?<![\\p{L}\\p{N}])${words.trim().split(/\s+/).map(escaped).join('\\s+')}(?![\\p{L}\\p{N}])`,
    'iu',
  );

/** Every rule of a brand that a content can keep or break. */
export function checkBrand(reading: Reading, rules: BrandRules): Checked[] {
  return [
    ...rules.words.map((row, n) => wordRule(reading, row, n)),
    ...(reading.bodies.length > 0 ? rules.phrases.map((phrase, n) => phraseRule(reading, phrase, n)) : []),
    ...colourRule(reading, rules.colours),
    ...fontRule(reading, rules.fonts),
    ...toneRules(reading, rules.tone),
  ];
}

export const hasRules = ({ words, phrases, colours, fonts, tone }: BrandRules): boolean =>
  words.length + phrases.length + colours.length + fonts.length > 0 ||
  tone.mostGrade !== undefined ||
  tone.mostExclamationMarks !== undefined ||
  tone.speaksToReader;

function wordRule(
  reading: Reading,
  { avoid, instead, example }: BrandRules['words'][number],
  n: number,
): Checked {
  const pattern = patternOf(avoid);
  return {
    rule: `words[${n}]`,
    wants: `Not "${avoid}"${instead === undefined ? '' : `, but "${instead}"`}.`,
    findings: findings(
      `words[${n}]`,
      COSTS,
      found(reading, pattern),
      (quote) => `The brand does not say "${quote}".`,
      instead === undefined ? null : `Write "${instead}".`,
    ),
    findsExample: example === undefined ? null : pattern.test(example),
  };
}

function phraseRule(reading: Reading, phrase: string, n: number): Checked {
  const pattern = patternOf(phrase);
  const { subject, bodies } = reading;
  // Who is shown the HTML does not see the text, and the other way round.
  const is = (subject && pattern.test(subject.text)) || bodies.every(({ text }) => pattern.test(text));
  const rule = `phrases[${n}]`;
  return {
    rule,
    wants: `It says "${phrase}".`,
    findings: is
      ? []
      : [finding(rule, COSTS, `It does not say "${phrase}".`, { instead: `Say "${phrase}".` })],
    findsExample: null,
  };
}

function colourRule(reading: Reading, wanted: readonly string[]): Checked[] {
  const used = coloursOf(reading.content, pairsOf(reading)).slice(0, MOST_COLOURS);
  const palette = wanted.flatMap((name) => {
    const colour = readColour(name);
    return colour ? [{ name, colour }] : [];
  });
  if (palette.length === 0 || used.length === 0) return [];
  const strangers = used.flatMap((name) => {
    const colour = readColour(name);
    if (!colour) return [];
    const [nearest] = palette
      .map((of) => ({ name: of.name, difference: differenceOf(colour, of.colour) }))
      .toSorted((a, b) => a.difference - b.difference);
    return nearest && nearest.difference >= SAME_COLOUR ? [{ name, nearest }] : [];
  });
  return [
    {
      rule: 'colours',
      wants: `Only ${wanted.join(', ')}.`,
      findings: strangers.map(({ name, nearest }) =>
        finding('colours', COSTS, `${name} is no colour of the brand.`, {
          instead: `The nearest is ${nearest.name}, ${nearest.difference.toFixed(1)} away (CIEDE2000).`,
        }),
      ),
      findsExample: null,
    },
  ];
}

/** Families of fonts, without those that every browser has for want of another. */
const GENERIC = new Set(['serif', 'sans-serif', 'monospace', 'cursive', 'fantasy', 'system-ui', 'inherit']);

/** The first font of each style is the one that is wanted there. */
export const fontsOf = ({ content, html }: Pick<Reading, 'content' | 'html'>): string[] => [
  ...new Set([
    ...content.fonts,
    ...(html?.elements ?? []).flatMap((element) => {
      const [first = ''] = (styleOf(element).get('font-family') ?? '').split(',');
      const family = first.replaceAll(/["']|&quot;/g, '').trim();
      return family === '' || GENERIC.has(family.toLowerCase()) ? [] : [family];
    }),
  ]),
];

function fontRule(reading: Reading, wanted: readonly string[]): Checked[] {
  const used = fontsOf(reading);
  if (wanted.length === 0 || used.length === 0) return [];
  const known = new Set(wanted.map((font) => font.toLowerCase()));
  return [
    {
      rule: 'fonts',
      wants: `Only ${wanted.join(', ')}.`,
      findings: used
        .filter((font) => !known.has(font.toLowerCase()))
        .map((font) =>
          finding('fonts', COSTS, `"${font}" is no font of the brand.`, {
            instead: `Use ${wanted.join(' or ')}.`,
          }),
        ),
      findsExample: null,
    },
  ];
}

function toneRules(reading: Reading, tone: BrandRules['tone']): Checked[] {
  const { mostGrade, mostExclamationMarks, speaksToReader } = tone;
  const rules: Checked[] = [];
  const add = (rule: string, wants: string, broken: Finding[]): void =>
    void rules.push({ rule, wants, findings: broken, findsExample: null });
  const english = reading.bodies.filter(({ language, words }) => language === 'en' && words > 0);
  const grades = english
    .filter(({ words }) => words >= LEAST_WORDS)
    .map(({ sentences }) => fleschKincaid(countsOf(sentences.map(({ words }) => words))));
  if (mostGrade !== undefined && grades.length > 0) {
    const grade = Math.max(...grades);
    const says = `It reads at grade ${grade.toFixed(1)} (Flesch-Kincaid).`;
    const instead = 'Use shorter sentences and words.';
    add(
      'tone.mostGrade',
      `Grade ${mostGrade} at most.`,
      grade > mostGrade ? [finding('tone.mostGrade', COSTS, says, { instead })] : [],
    );
  }
  if (mostExclamationMarks !== undefined && (reading.bodies.length > 0 || reading.subject)) {
    const marks = found(reading, /!/);
    const beyond = marks.slice(mostExclamationMarks);
    add(
      'tone.mostExclamationMarks',
      `${mostExclamationMarks} exclamation marks at most.`,
      beyond.slice(0, 1).map((passage) =>
        finding('tone.mostExclamationMarks', COSTS, `It has ${marks.length} exclamation marks.`, {
          instead: 'Use full stops.',
          passage,
        }),
      ),
    );
  }
  if (speaksToReader && english.length > 0) {
    const silent = english.find(
      ({ text }) => !/(?<![\p{L}\p{N}])you(?:rs?|rself|rselves)?(?![\p{L}\p{N}])/iu.test(text),
    );
    const passage = silent?.sentences[0] ? passageOf(silent, silent.sentences[0]) : null;
    add(
      'tone.speaksToReader',
      'It says "you".',
      silent
        ? [
            finding('tone.speaksToReader', COSTS, 'It does not speak to the reader.', {
              instead: 'Say what it means for "you".',
              passage,
            }),
          ]
        : [],
    );
  }
  return rules;
}

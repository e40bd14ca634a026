import type { Element } from 'domhandler';
import type { Finding, Passage } from '../../contract/assessment.ts';
import type { Content } from '../../contract/content.ts';
import { contrastOf, leastContrast, nearDuplicates, readColour } from '../colours.ts';
import { type Html, outward, styleOf, tagOf, textOf } from '../html.ts';
import { finding, type Judge } from '../part.ts';
import { passageOf, type Reading } from '../reading.ts';

/** Words in a colour on a colour. */
export interface Pair {
  readonly foreground: string;
  readonly background: string;
  readonly isLarge: boolean;
  readonly passage: Passage | null;
}

/** The contrast of a pair; undefined where one of them is no colour, or can be seen through. */
export function contrastIn({ foreground, background }: Pick<Pair, 'foreground' | 'background'>) {
  const [front, back] = [readColour(foreground), readColour(background)];
  return front && back ? contrastOf(front, back) : undefined;
}

const pairs = new WeakMap<object, readonly Pair[]>();

/** Those that were given, and those that the styles of the HTML make. Found once for a reading. */
export function pairsOf(reading: Pick<Reading, 'content' | 'html'>): readonly Pair[] {
  const known = pairs.get(reading) ?? readPairs(reading);
  pairs.set(reading, known);
  return known;
}

function readPairs({ content, html }: Pick<Reading, 'content' | 'html'>): Pair[] {
  const given = content.pairs.map((pair) => ({ ...pair, passage: null }));
  return html ? [...given, ...html.elements.flatMap((element) => pairOf(html, element))] : given;
}

/** Every colour that is used, as it is written. */
export const coloursOf = (content: Content, of: readonly Pair[]): string[] => [
  ...new Set([...content.colours, ...of.flatMap(({ foreground, background }) => [foreground, background])]),
];

/** No colour is longer; one that is would come again with every element within it. */
const NAME = 100;

function pairOf(html: Html, element: Element): Pair[] {
  const own = styleOf(element);
  if (!(own.has('color') || own.has('background-color') || own.has('background'))) return [];
  if (textOf(element) === '') return [];
  const foreground = nearest(element, ['color']);
  const background = nearest(element, ['background-color', 'background']);
  if (foreground === undefined || background === undefined) return [];
  const passage = passageOf({ in: 'html', text: html.source }, tagOf(html, element));
  return [
    {
      foreground: foreground.slice(0, NAME),
      background: background.slice(0, NAME),
      isLarge: isLarge(element),
      passage,
    },
  ];
}

const nearest = (element: Element, properties: readonly string[]): string | undefined => {
  for (const each of outward(element)) {
    const style = styleOf(each);
    const said = properties.map((property) => style.get(property)).find((value) => value !== undefined);
    if (said !== undefined) return said;
  }
  return undefined;
};

const PIXELS: Readonly<Record<string, number>> = { px: 1, pt: 4 / 3, em: 16, rem: 16 };
const [LARGE, LARGE_BOLD] = [24, 18.66];

/** From 18 points on, or bold from 14 points on (WCAG 2.1, "large scale"). */
function isLarge(element: Element): boolean {
  const [, size = '', unit = ''] =
    /^([\d.]+)(px|pt|em|rem)$/.exec(nearest(element, ['font-size']) ?? '') ?? [];
  const pixels = Number(size) * (PIXELS[unit] ?? 0);
  const weight = nearest(element, ['font-weight']) ?? '';
  const isBold =
    /^(?:bold|[789]00)$/.test(weight) ||
    [...outward(element)].some(({ name }) => /^(?:b|strong)$/.test(name));
  return pixels >= (isBold ? LARGE_BOLD : LARGE);
}

export const colour: Judge = {
  part: 'colour',
  most: 15,
  says: 'Contrast of words by WCAG 2.1 (1.4.3), and colours that differ without being told apart by CIEDE2000.',
  notJudged: (reading) =>
    coloursOf(reading.content, pairsOf(reading)).length === 0
      ? 'It names no colours, and no style of it has both a colour and what is behind it.'
      : undefined,
  findings: (reading) => [...weakPairs(pairsOf(reading)), ...twins(reading)],
};

const weakPairs = (of: readonly Pair[]): Finding[] =>
  of.flatMap(({ foreground, background, isLarge: large, passage }) => {
    const contrast = contrastIn({ foreground, background });
    const least = leastContrast(large);
    if (contrast === undefined || contrast >= least) return [];
    const says = `${foreground} on ${background} has a contrast of ${contrast.toFixed(2)}; ${least} is the least. (WCAG 1.4.3)`;
    return [finding('weak-contrast', 4, says, { instead: 'Take a darker or a lighter colour.', passage })];
  });

function twins(reading: Reading): Finding[] {
  const named = coloursOf(reading.content, pairsOf(reading)).flatMap((name) => {
    const read = readColour(name);
    return read ? [{ name, colour: read }] : [];
  });
  return nearDuplicates(named).map(({ a, b, difference }) =>
    finding(
      'near-duplicate',
      2,
      `${a} and ${b} differ by ${difference.toFixed(2)} (CIEDE2000): nobody tells them apart.`,
      { instead: `Use ${a} for both.` },
    ),
  );
}

import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { type Colour, contrastOf, differenceOf, readColour } from './colours.ts';

const TOLERANCE = 1e-4;
const read = (name: string): Record<string, string>[] =>
  parse(readFileSync(new URL(`../../../../shared/data/color_readability/${name}`, import.meta.url), 'utf8'), {
    columns: true,
  });
const labOf = (l = '', a = '', b = ''): Colour => {
  const lab = readColour(`lab(${l}% ${a} ${b})`);
  if (!lab) throw new Error('No colour.');
  return lab;
};

it('CIEDE2000 is that of Sharma, Wu and Dalal on all of their pairs', () => {
  const pairs = read('ciede2000_sharma.csv');
  expect(pairs.length).toBeGreaterThanOrEqual(17);
  for (const { L1, a1, b1, L2, a2, b2, deltaE00 } of pairs) {
    const difference = differenceOf(labOf(L1, a1, b1), labOf(L2, a2, b2));
    expect(Math.abs(difference - Number(deltaE00))).toBeLessThan(TOLERANCE);
  }
});

it('contrast is that of WCAG 2.1, for colours of every space of CSS', () => {
  const rows = read('wcag21_contrast.csv');
  expect(rows).toHaveLength(9);
  for (const { foreground = '', background = '', contrast_ratio } of rows) {
    const [front, back] = [readColour(foreground), readColour(background)];
    if (!front || !back) throw new Error(`${foreground} or ${background} was not read.`);
    expect(Math.abs(contrastOf(front, back) - Number(contrast_ratio))).toBeLessThan(TOLERANCE);
  }
});

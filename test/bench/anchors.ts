import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { award, CLAIMS_RULES } from '../../shared/fairness/domain/claims.ts';
import { jainIndex } from '../../shared/fairness/domain/measures.ts';
import { type Colour, contrastOf, differenceOf, readColour } from '../../shared/quality/domain/colours.ts';
import type { Table } from './table.ts';

const read = (name: string): string =>
  readFileSync(new URL(`../../../shared/data/${name}`, import.meta.url), 'utf8');
const rowsOf = (name: string): Record<string, string>[] => parse(read(name), { columns: true });
const worst = (differences: readonly number[]): string => Math.max(...differences).toExponential(1);

/** The methods of the Council on published problems: how far each is from the published value at most, and a naive method beside it. */
export const anchors = (): Table => ({
  title: 'Council (published values)',
  columns: ['method', 'problems', 'off by at most', 'a naive method', 'off by at most'],
  rows: [claims(), jain(), colourDifference(), contrast()],
  notes: ['Problems of ../shared/data. Forecasts and plans have sections of their own: series and planning.'],
});

interface Worked extends Readonly<Record<string, unknown>> {
  readonly estate: number;
  readonly claims: readonly number[];
}

/** Every rule on every worked problem; naive: everybody the same, up to the claim. */
function claims(): string[] {
  const problems: Worked[] = JSON.parse(read('fair_division/claims_problems_worked.json'));
  const off: number[] = [];
  const naive: number[] = [];
  for (const problem of problems) {
    for (const rule of CLAIMS_RULES) {
      const name = rule.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      const published = problem[name];
      if (!Array.isArray(published)) continue;
      const equal = problem.claims.map((claim) => Math.min(claim, problem.estate / problem.claims.length));
      award(rule, problem).forEach((share, n) => {
        off.push(Math.abs(share - Number(published[n])));
        naive.push(Math.abs((equal[n] ?? 0) - Number(published[n])));
      });
    }
  }
  return ['claims: four rules', `${off.length} awards`, worst(off), 'the same for everybody', worst(naive)];
}

function jain(): string[] {
  const { cases }: { cases: { x: number[]; exact: number }[] } = JSON.parse(
    read('fair_division/jain_index.json'),
  );
  const off = cases.map(({ x, exact }) => Math.abs((jainIndex(x) ?? 0) - exact));
  const naive = cases.map(({ x, exact }) => Math.abs(Math.min(...x) / Math.max(...x, 1e-9) - exact));
  return ["Jain's index", `${off.length} divisions`, worst(off), 'least over most', worst(naive)];
}

const labOf = (l = '', a = '', b = ''): Colour => {
  const lab = readColour(`lab(${l}% ${a} ${b})`);
  if (!lab) throw new Error(`lab(${l}% ${a} ${b}) is no colour.`);
  return lab;
};

function colourDifference(): string[] {
  const pairs = rowsOf('color_readability/ciede2000_sharma.csv');
  const off = pairs.map(({ L1, a1, b1, L2, a2, b2, deltaE00 }) =>
    Math.abs(differenceOf(labOf(L1, a1, b1), labOf(L2, a2, b2)) - Number(deltaE00)),
  );
  const naive = pairs.map(({ L1, a1, b1, L2, a2, b2, deltaE00 }) =>
    Math.abs(
      Math.hypot(Number(L1) - Number(L2), Number(a1) - Number(a2), Number(b1) - Number(b2)) -
        Number(deltaE00),
    ),
  );
  return ['CIEDE2000', `${off.length} pairs`, worst(off), 'distance in Lab (CIE 1976)', worst(naive)];
}

function contrast(): string[] {
  const rows = rowsOf('color_readability/wcag21_contrast.csv').flatMap(
    ({ foreground = '', background = '', contrast_ratio }) => {
      const [front, back] = [readColour(foreground), readColour(background)];
      return front && back ? [{ front, back, published: Number(contrast_ratio) }] : [];
    },
  );
  const off = rows.map(({ front, back, published }) => Math.abs(contrastOf(front, back) - published));
  const naive = rows.map(({ front, back, published }) => Math.abs(differenceOf(front, back) / 5 - published));
  return [
    'WCAG contrast',
    `${off.length} pairs`,
    worst(off),
    'a fifth of the colour difference',
    worst(naive),
  ];
}

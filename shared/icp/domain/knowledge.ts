import type { Knowledge } from './factors.ts';

export interface CellOutcomes {
  readonly industry: string;
  readonly size: string;
  readonly known: number;
  readonly positive: number;
}

/** Number of imaginary leads with the average rate in each group, so that a group of three has little weight. */
const PRIOR_LEADS = 20;

/** Rates of industries and sizes; undefined while no outcome of either kind is known. */
export function knowledgeOf(cells: readonly CellOutcomes[]): Knowledge | undefined {
  const known = sum(cells.map((cell) => cell.known));
  const positive = sum(cells.map((cell) => cell.positive));
  if (positive === 0 || positive === known) return undefined;
  const base = positive / known;
  const byIndustry = ratesBy(
    cells,
    ({ industry }) => industry,
    () => base,
  );
  const byCell = ratesBy(
    cells,
    ({ industry, size }) => cellKey(industry, size),
    ({ industry }) => byIndustry.get(industry) ?? base,
  );
  return {
    base,
    rateOf: (industry, size) => byCell.get(cellKey(industry, size)) ?? byIndustry.get(industry) ?? base,
  };
}

function ratesBy(
  cells: readonly CellOutcomes[],
  keyOf: (cell: CellOutcomes) => string,
  priorOf: (cell: CellOutcomes) => number,
): Map<string, number> {
  return new Map(
    [...Map.groupBy(cells, keyOf)].flatMap(([key, of]) => {
      const [first] = of;
      if (!first) return [];
      const positive = sum(of.map((cell) => cell.positive));
      const known = sum(of.map((cell) => cell.known));
      return [[key, (positive + PRIOR_LEADS * priorOf(first)) / (known + PRIOR_LEADS)] as const];
    }),
  );
}

export const cellKey = (industry: string, size: string): string => `${industry}|${size}`;

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);

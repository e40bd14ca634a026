export interface LabelledRow {
  readonly features: readonly number[];
  readonly positive: boolean;
}

const NEWTON_STEPS = 50;
/** Precision of a normal prior on each weight except the first, against infinite weights for separable data. */
const RIDGE = 0.1;
/** Enough to keep the system solvable, too little to move the intercept. */
const INTERCEPT_RIDGE = 1e-9;

/** Weights (the intercept first) that maximise the penalised likelihood of the labels, by Newton's method. */
export function fitLogistic(rows: readonly LabelledRow[]): number[] {
  const inputs = rows.map(({ features, positive }) => ({ x: [1, ...features], y: positive ? 1 : 0 }));
  let weights = new Array<number>(inputs[0]?.x.length ?? 1).fill(0);
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const gradient = weights.map((weight, i) => -ridgeOf(i) * weight);
    const curvature = weights.map((_, i) => weights.map((__, j) => (i === j ? ridgeOf(i) : 0)));
    for (const { x, y } of inputs) {
      const p = logistic(dot(weights, x));
      x.forEach((xi, i) => {
        gradient[i] = (gradient[i] ?? 0) + (y - p) * xi;
        const row = curvature[i] ?? [];
        x.forEach((xj, j) => {
          row[j] = (row[j] ?? 0) + p * (1 - p) * xi * xj;
        });
      });
    }
    const change = solve(curvature, gradient);
    weights = weights.map((weight, i) => weight + (change[i] ?? 0));
    if (change.every((each) => Math.abs(each) < 1e-10)) break;
  }
  return weights;
}

const ridgeOf = (index: number): number => (index === 0 ? INTERCEPT_RIDGE : RIDGE);

/** 1 / (1 + e^-t). */
export const logistic = (t: number): number => 1 / (1 + Math.exp(-t));

const dot = (left: readonly number[], right: readonly number[]): number =>
  left.reduce((sum, each, i) => sum + each * (right[i] ?? 0), 0);

/** Solves a positive definite system by Gauss and Jordan; no pivoting is needed for those. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  let rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  for (let k = 0; k < rows.length; k++) {
    const scale = rows[k]?.[k] ?? 1;
    const pivot = (rows[k] ?? []).map((each) => each / scale);
    rows = rows.map((row, i) =>
      i === k ? pivot : row.map((each, j) => each - (row[k] ?? 0) * (pivot[j] ?? 0)),
    );
  }
  return rows.map((row) => row.at(-1) ?? 0);
}

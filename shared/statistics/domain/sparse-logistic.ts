import { logistic } from './logistic-regression.ts';

/** A row of zeros with ones at some places: the one-hot encoding of categorical columns. */
export interface SparseRow {
  /** Ascending. */
  readonly ones: readonly number[];
  readonly positive: boolean;
}

const NEWTON_STEPS = 25;
const CONVERGED = 1e-8;
/** Penalty of the intercept, which is almost none. */
const INTERCEPT_RIDGE = 1e-6;

/**
 * Weights of a logistic regression, the intercept first, that maximise the likelihood less `ridge` / 2 times the
 * sum of their squares, by Newton's method. The time of a step depends on the number of ones, not of zeros.
 */
export function fitSparseLogistic(rows: readonly SparseRow[], features: number, ridge = 1): Float64Array {
  const size = features + 1;
  const weights = new Float64Array(size);
  const places = rows.map(({ ones }) => Int32Array.of(0, ...ones.map((one) => one + 1)));
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const gradient = Float64Array.from(weights, (weight, i) => -ridgeAt(i, ridge) * weight);
    const curvature = new Float64Array(size * size);
    for (let i = 0; i < size; i++) curvature[i * size + i] = ridgeAt(i, ridge);
    for (const [row, { ones, positive }] of rows.entries()) {
      const p = predictSparse(weights, ones);
      const error = (positive ? 1 : 0) - p;
      const spread = p * (1 - p);
      const own = places[row] ?? [];
      for (let i = 0; i < own.length; i++) {
        const a = own[i] ?? 0;
        gradient[a] = (gradient[a] ?? 0) + error;
        for (let j = 0; j <= i; j++) {
          const at = a * size + (own[j] ?? 0);
          curvature[at] = (curvature[at] ?? 0) + spread;
        }
      }
    }
    const change = solveCholesky(curvature, gradient);
    let largest = 0;
    for (let i = 0; i < size; i++) {
      weights[i] = (weights[i] ?? 0) + (change[i] ?? 0);
      largest = Math.max(largest, Math.abs(change[i] ?? 0));
    }
    if (largest < CONVERGED) break;
  }
  return weights;
}

/** The probability of a positive outcome for a row with these ones. */
export const predictSparse = (weights: ArrayLike<number>, ones: readonly number[]): number =>
  logistic(ones.reduce((sum, one) => sum + (weights[one + 1] ?? 0), weights[0] ?? 0));

const ridgeAt = (i: number, ridge: number): number => (i === 0 ? INTERCEPT_RIDGE : ridge);

/** Solves a positive definite system of which the lower half is given; overwrites both. */
function solveCholesky(matrix: Float64Array, right: Float64Array): Float64Array {
  const n = right.length;
  const at = (i: number, j: number): number => matrix[i * n + j] ?? 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = at(i, j);
      for (let k = 0; k < j; k++) sum -= at(i, k) * at(j, k);
      matrix[i * n + j] = i === j ? Math.sqrt(Math.max(sum, Number.MIN_VALUE)) : sum / at(j, j);
    }
  }
  for (let i = 0; i < n; i++) {
    let sum = right[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= at(i, k) * (right[k] ?? 0);
    right[i] = sum / at(i, i);
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = right[i] ?? 0;
    for (let k = i + 1; k < n; k++) sum -= at(k, i) * (right[k] ?? 0);
    right[i] = sum / at(i, i);
  }
  return right;
}

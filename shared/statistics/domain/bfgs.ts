/** A value of the objective and its partial derivatives there, in the order of the point. */
export interface Evaluation {
  readonly value: number;
  readonly gradient: readonly number[];
}

export interface Minimum extends Evaluation {
  readonly point: readonly number[];
}

const MAX_ITERATIONS = 500;
const MAX_HALVINGS = 30;
/** The search ends when the value is expected to fall by less than half of this, relative to 1 or to itself: that is rounding. */
const LEAST_FALL = 1e-14;
/** Share of the decrease that the slope promises (Armijo's rule). */
const SUFFICIENT = 1e-4;

/**
 * Minimises a smooth function by the method of Broyden, Fletcher, Goldfarb and Shanno with a backtracking search (Nocedal and
 * Wright, Numerical Optimization, algorithm 6.1 and equation 6.20). An objective should be scaled so that its values are near
 * 1. Where it is not finite, the step is shortened. Deterministic.
 */
export function minimise(
  objective: (point: readonly number[]) => Evaluation,
  start: readonly number[],
): Minimum {
  let at: Minimum = { point: start, ...objective(start) };
  let inverse = identity(start.length, 1 / Math.max(1, norm(at.gradient)));
  let fresh = true;
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const direction = inverse.map((row) => -dot(row, at.gradient));
    if (-dot(direction, at.gradient) <= LEAST_FALL * Math.max(1, Math.abs(at.value))) break;
    const next = stepFrom(at, direction, objective);
    if (!next) {
      // Rounding has spoilt the estimate of the curvature, or nothing lower can be told from here.
      if (fresh) break;
      inverse = identity(start.length, 1 / Math.max(1, norm(at.gradient)));
      fresh = true;
      continue;
    }
    const moved = minus(next.point, at.point);
    const turned = minus(next.gradient, at.gradient);
    const curvature = dot(moved, turned);
    if (curvature > 1e-10 * norm(moved) * norm(turned)) {
      if (fresh) inverse = identity(start.length, curvature / dot(turned, turned));
      inverse = updated(inverse, moved, turned, curvature);
      fresh = false;
    }
    at = next;
  }
  return at;
}

/** The first of ever shorter steps that lowers the value enough. */
function stepFrom(
  at: Minimum,
  direction: readonly number[],
  objective: (point: readonly number[]) => Evaluation,
): Minimum | undefined {
  const slope = dot(direction, at.gradient);
  if (!(slope < 0)) return undefined;
  let length = 1;
  for (let halving = 0; halving < MAX_HALVINGS; halving++) {
    const point = at.point.map((each, i) => each + length * (direction[i] ?? 0));
    const reached = objective(point);
    if (reached.value < at.value && reached.value <= at.value + SUFFICIENT * length * slope) {
      return { point, ...reached };
    }
    length /= 2;
  }
  return undefined;
}

/** (I - ρ s yᵀ) H (I - ρ y sᵀ) + ρ s sᵀ, with ρ = 1 / yᵀs. */
function updated(
  inverse: readonly (readonly number[])[],
  moved: readonly number[],
  turned: readonly number[],
  curvature: number,
): number[][] {
  const image = inverse.map((row) => dot(row, turned));
  const weight = (1 + dot(turned, image) / curvature) / curvature;
  return inverse.map((row, i) =>
    row.map((each, j) => {
      const [si = 0, sj = 0, hi = 0, hj = 0] = [moved[i], moved[j], image[i], image[j]];
      return each + weight * si * sj - (si * hj + hi * sj) / curvature;
    }),
  );
}

const identity = (size: number, scale: number): number[][] =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (__, j) => (i === j ? scale : 0)));

const dot = (left: readonly number[], right: readonly number[]): number =>
  left.reduce((sum, each, i) => sum + each * (right[i] ?? 0), 0);

const norm = (of: readonly number[]): number => Math.sqrt(dot(of, of));

const minus = (left: readonly number[], right: readonly number[]): number[] =>
  left.map((each, i) => each - (right[i] ?? 0));

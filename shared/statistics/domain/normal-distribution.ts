const SERIES_BELOW = 3;
const CONTINUED_FRACTION_DEPTH = 100;
const NEWTON_STEPS = 60;

/** P(Z <= z) of the standard normal, to about 1e-14. */
export function normalCdf(z: number): number {
  if (z < 0) return upperTail(-z);
  return 1 - upperTail(z);
}

/** P(|Z| >= |z|): the two-sided p-value. */
export const twoSidedP = (z: number): number => Math.min(1, 2 * upperTail(Math.abs(z)));

/** The z with P(Z <= z) = p, for 0 < p < 1. */
export function normalQuantile(p: number): number {
  if (p === 0.5) return 0;
  if (p > 0.5) return -normalQuantile(1 - p);
  // On the ln of the tail Newton's method converges from the left of the root wherever it starts.
  let z = -Math.sqrt(-2 * Math.log(p));
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const tail = upperTail(-z);
    const change = ((Math.log(tail) - Math.log(p)) * tail) / density(z);
    z -= change;
    if (Math.abs(change) < 1e-14) break;
  }
  return z;
}

const density = (z: number): number => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);

/** P(Z >= z) for z >= 0: a power series near the centre, Laplace's continued fraction in the tail. */
function upperTail(z: number): number {
  if (z < SERIES_BELOW) {
    let term = z;
    let sum = z;
    for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= (z * z) / (2 * n + 1);
      sum += term;
    }
    return 0.5 - density(z) * sum;
  }
  let fraction = z;
  for (let n = CONTINUED_FRACTION_DEPTH; n >= 1; n--) fraction = z + n / fraction;
  return density(z) / fraction;
}

import { lnGamma } from './gamma-function.ts';

const MAX_TERMS = 10_000;
const RELATIVE_TOLERANCE = 1e-15;
const TINY = 1e-300;

/** P(X >= x) of a chi-square variable: the upper incomplete gamma function at half of both. */
export function chiSquareTail(x: number, degreesOfFreedom: number): number {
  if (x <= 0) return 1;
  const a = degreesOfFreedom / 2;
  const half = x / 2;
  const front = Math.exp(a * Math.log(half) - half - lnGamma(a));
  return half < a + 1 ? 1 - front * lowerSeries(half, a) : front * upperFraction(half, a);
}

function lowerSeries(x: number, a: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < MAX_TERMS && Math.abs(term) > RELATIVE_TOLERANCE * Math.abs(sum); n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** By the method of Lentz. */
function upperFraction(x: number, a: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < MAX_TERMS; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / (numerator * d + b || TINY);
    c = b + numerator / c || TINY;
    value *= c * d;
    if (Math.abs(c * d - 1) < RELATIVE_TOLERANCE) break;
  }
  return value;
}

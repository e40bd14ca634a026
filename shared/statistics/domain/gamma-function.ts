/** Lanczos coefficients for g = 7, n = 9 (Godfrey); relative error about 1e-15. */
const FIRST_LANCZOS = 0.99999999999980993;
const LATER_LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];
const G = 7;
const HALF_LN_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/** ln Γ(z) for z > 0; infinite at 0. */
export function lnGamma(z: number): number {
  if (z < 0.5) return lnGamma(z + 1) - Math.log(z);
  const shifted = z - 1;
  let series = FIRST_LANCZOS;
  for (let i = 0; i < LATER_LANCZOS.length; i++) series += (LATER_LANCZOS[i] ?? 0) / (shifted + i + 1);
  const t = shifted + G + 0.5;
  return HALF_LN_TWO_PI + (shifted + 0.5) * Math.log(t) - t + Math.log(series);
}

/** From here on the asymptotic series of ψ has a relative error below 1e-15. */
const FAR = 10;

/** ψ(z), the derivative of ln Γ, for z > 0: the recurrence 6.3.5 and the series 6.3.18 of Abramowitz and Stegun. */
export function digamma(z: number): number {
  let below = 0;
  let far = z;
  for (; far < FAR; far++) below -= 1 / far;
  const u = 1 / (far * far);
  const series =
    u *
    (1 / 12 - u * (1 / 120 - u * (1 / 252 - u * (1 / 240 - u * (1 / 132 - u * (691 / 32_760 - u / 12))))));
  return below + Math.log(far) - 1 / (2 * far) - series;
}

/** ln B(a, b) for a, b > 0. */
export const lnBeta = (a: number, b: number): number => lnGamma(a) + lnGamma(b) - lnGamma(a + b);

/** ln of the number of ways to choose k of n. */
export const lnChoose = (n: number, k: number): number =>
  lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1);

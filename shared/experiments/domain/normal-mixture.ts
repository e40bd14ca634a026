/**
 * The two-sided normal mixture of Robbins (1970), which is the mSPRT with a normal prior (Johari, Koomen,
 * Pekelis and Walsh 2017), in the notation of Howard, Ramdas, McAuliffe and Sekhon, "Time-uniform,
 * nonparametric, nonasymptotic confidence sequences" (2021): `v` is the variance so far of a sum `s` whose mean
 * is 0 under the null, and `rho` sets for which v the boundary is tightest.
 */

/** The rho whose boundary is about the tightest at v = `tunedFor`. */
export const bestRho = (tunedFor: number, alpha: number): number =>
  tunedFor / (-2 * Math.log(alpha) + Math.log1p(-2 * Math.log(alpha)));

/** |s| stays below this for ever with probability at least 1 - alpha under the null. */
export const normalMixtureBoundary = (v: number, rho: number, alpha: number): number =>
  Math.sqrt((v + rho) * (Math.log((v + rho) / rho) - 2 * Math.log(alpha)));

interface ScaledSeries {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  /** 0 <= z < 1; the closer to 1, the more terms. */
  readonly z: number;
  /** ln of the factor that multiplies the series. */
  readonly lnFactor: number;
}

const MAX_TERMS = 500_000;
const RELATIVE_TOLERANCE = 1e-16;
const RESCALE_ABOVE = 1e200;

/**
 * exp(lnFactor) · ₂F₁(a, b; c; z) by its power series. Factor and series are taken together because, for
 * frequent buyers, the one underflows and the other overflows while their product is an ordinary number.
 */
export function scaledHypergeometric2F1({ a, b, c, z, lnFactor }: ScaledSeries): number {
  let term = 1;
  let sum = 1;
  let lnScale = lnFactor;
  for (let n = 0; n < MAX_TERMS; n++) {
    const ratio = (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    term *= ratio;
    sum += term;
    // Terms may grow before they fall: only a falling term may end the series.
    if (Math.abs(ratio) < 1 && Math.abs(term) <= RELATIVE_TOLERANCE * (1 - z) * Math.abs(sum)) break;
    if (Math.abs(sum) > RESCALE_ABOVE) {
      term /= RESCALE_ABOVE;
      sum /= RESCALE_ABOVE;
      lnScale += Math.log(RESCALE_ABOVE);
    }
  }
  return sum * Math.exp(lnScale);
}

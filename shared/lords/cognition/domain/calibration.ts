import { mean } from '../../../statistics/domain/quantiles.ts';
import type { Summary } from '../contract/schemas.ts';

/** A probability that was told, and whether it came true. */
export interface Scored {
  readonly probability: number;
  readonly held: boolean;
}

const BINS = 5;

/** Brier 1950: the squared distance of a probability from what came. */
export const brierOf = ({ probability, held }: Scored): number => (probability - Number(held)) ** 2;

/** Probabilities beside the shares that came true (Murphy and Winkler 1977). */
export function calibrationOf(scored: readonly Scored[]): Summary['calibration'] {
  const bins = Array.from({ length: BINS }, (_, n) => {
    const [from, to] = [n / BINS, (n + 1) / BINS];
    const within = scored.filter(
      ({ probability }) => probability >= from && (probability < to || n === BINS - 1),
    );
    return { from, to, within };
  });
  return {
    scored: scored.length,
    brier: scored.length === 0 ? null : mean(scored.map(brierOf)),
    bins: bins
      .filter(({ within }) => within.length > 0)
      .map(({ from, to, within }) => ({
        from,
        to,
        count: within.length,
        expected: mean(within.map(({ probability }) => probability)),
        held: mean(within.map(({ held }) => Number(held))),
      })),
  };
}

export interface Minimum {
  readonly point: readonly number[];
  readonly value: number;
}

interface Settings {
  /** Edge length of the initial simplex. */
  readonly step: number;
  /** The search ends when the values at the corners differ by less than this. */
  readonly tolerance: number;
  readonly maxIterations: number;
}

const DEFAULTS: Settings = { step: 0.5, tolerance: 1e-9, maxIterations: 2_000 };
const MAX_RESTARTS = 10;

/**
 * Minimises without derivatives (Nelder and Mead 1965, the usual coefficients). It restarts at its result until that brings no
 * improvement, because a collapsed simplex can stop before a minimum. Deterministic.
 */
export function minimise(
  objective: (point: readonly number[]) => number,
  start: readonly number[],
  settings: Partial<Settings> = {},
): Minimum {
  const full = { ...DEFAULTS, ...settings };
  let best = descend(objective, start, full);
  for (let restart = 0; restart < MAX_RESTARTS; restart++) {
    const next = descend(objective, best.point, { ...full, step: full.step / 5 });
    const gain = best.value - next.value;
    if (gain > 0) best = next;
    if (gain <= full.tolerance * 10) break;
  }
  return best;
}

function descend(
  objective: (point: readonly number[]) => number,
  start: readonly number[],
  { step, tolerance, maxIterations }: Settings,
): Minimum {
  const corner = (point: readonly number[]): Minimum => ({ point, value: objective(point) });
  let simplex = [start, ...start.map((_, axis) => start.map((v, i) => (i === axis ? v + step : v)))].map(
    corner,
  );

  for (let iteration = 0; iteration < maxIterations; iteration++) {
    simplex.sort((left, right) => left.value - right.value);
    const [best] = simplex;
    const secondWorst = simplex.at(-2);
    const worst = simplex.at(-1);
    if (!best || !secondWorst || !worst || worst.value - best.value < tolerance) break;

    const centre = start.map((_, i) => mean(simplex.slice(0, -1).map(({ point }) => point[i] ?? 0)));
    const away = (factor: number): Minimum => corner(between(centre, worst.point, -factor));
    const reflected = away(1);
    let replacement = reflected;
    if (reflected.value < best.value) {
      const expanded = away(2);
      replacement = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value >= secondWorst.value) {
      replacement = away(reflected.value < worst.value ? 0.5 : -0.5);
      if (replacement.value >= Math.min(reflected.value, worst.value)) {
        simplex = simplex.map((each) =>
          each === best ? each : corner(between(best.point, each.point, 0.5)),
        );
        continue;
      }
    }
    simplex = [...simplex.slice(0, -1), replacement];
  }
  return simplex.reduce((least, each) => (each.value < least.value ? each : least));
}

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

/** The point that lies `share` of the way from one point to another; a negative share lies behind the first. */
const between = (from: readonly number[], to: readonly number[], share: number): number[] =>
  from.map((value, i) => value + share * ((to[i] ?? value) - value));

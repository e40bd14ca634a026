/** Draws that depend on nothing but a seed, so that a demo can be repeated to the byte. */
export interface Random {
  /** In [0, 1). */
  unit(): number;
  chance(probability: number): boolean;
  /** From `low` to `high`, both included. */
  integer(low: number, high: number): number;
  /** @throws RangeError when there is nothing to pick */
  pick<T>(items: readonly T[]): T;
  exponential(rate: number): number;
  gamma(shape: number, rate: number): number;
  beta(a: number, b: number): number;
}

export function createRandom(seed: number): Random {
  const unit = mulberry32(seed);
  const integer = (low: number, high: number): number => low + Math.floor(unit() * (high - low + 1));
  const gamma = (shape: number, rate: number): number => standardGamma(shape, unit) / rate;
  return {
    unit,
    integer,
    gamma,
    chance: (probability) => unit() < probability,
    pick(items) {
      const picked = items[integer(0, items.length - 1)];
      if (picked === undefined) throw new RangeError('There is nothing to pick from.');
      return picked;
    },
    exponential: (rate) => -Math.log(1 - unit()) / rate,
    beta(a, b) {
      const x = gamma(a, 1);
      return x / (x + gamma(b, 1));
    },
  };
}

/** Tommy Ettinger's generator: 32 bits of state, good enough for made-up data. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Marsaglia and Tsang (2000); below a shape of 1 by way of shape + 1 (their section 6). */
function standardGamma(shape: number, unit: () => number): number {
  if (shape < 1) return standardGamma(shape + 1, unit) * (1 - unit()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = standardNormal(unit);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - unit()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Box and Muller. */
const standardNormal = (unit: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit());

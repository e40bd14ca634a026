import * as z from 'zod';
import type { RuntimeStore } from '../store.ts';
import { COUNTED_BY_THREADS, HUNDREDTHS } from './meter-in-thread.ts';
import { type Metered, PRICES, type Price } from './prices.ts';

interface ServiceUsage {
  readonly usd: number;
  readonly [count: string]: number;
}

interface Usage {
  readonly services: Readonly<Record<string, ServiceUsage>>;
  /** The same by what is billed, with the price of one. */
  readonly lines: readonly UsageLine[];
  readonly sesUsd: number;
  readonly otherUsd: number;
}

interface UsageLine {
  readonly service: string;
  readonly what: string;
  readonly units: number;
  /** US dollars for one. */
  readonly unitUsd: number;
  readonly usd: number;
  /** Why it is left out of the sums; its `usd` is what it would be. */
  readonly apart?: string;
}

/** Counts what AWS would bill. */
export interface Meter {
  count(what: Metered, units: number): void;
  /** Shared with the threads, which count here what they ask the DynamoDB engine themselves. */
  readonly byThreads: Int32Array;
  /** Everything since the home was made. */
  snapshot(): Usage;
  save(): void;
}

const SETTING = 'meter';
const counters = z.record(z.string(), z.number());
const priceOf: Readonly<Record<string, Price | undefined>> = PRICES;

export function createMeter(store: RuntimeStore): Meter {
  const saved = counters.parse(JSON.parse(store.setting(SETTING) ?? '{}'));
  const counts = new Map<string, number>(Object.entries(saved));
  const byThreads = new Int32Array(new SharedArrayBuffer(4 * COUNTED_BY_THREADS.length));
  const count = (what: Metered, units: number): void =>
    void counts.set(what, (counts.get(what) ?? 0) + units);
  const collect = (): void => {
    for (const [place, what] of COUNTED_BY_THREADS.entries()) {
      const units = Atomics.exchange(byThreads, place, 0) / HUNDREDTHS;
      if (units > 0) count(what, units);
    }
  };
  return {
    count,
    byThreads,
    snapshot() {
      collect();
      return priced(counts);
    },
    save() {
      collect();
      store.saveSetting(SETTING, JSON.stringify(Object.fromEntries(counts)));
    },
  };
}

function priced(counts: ReadonlyMap<string, number>): Usage {
  const services: Record<string, ServiceUsage> = {};
  const lines: UsageLine[] = [];
  for (const [name, units] of counts) {
    const price = priceOf[name];
    if (price === undefined) continue;
    const before = services[price.service] ?? { usd: 0 };
    const usd = before.usd + (price.apart === undefined ? units * price.usd : 0);
    const what = name.slice(name.indexOf('.') + 1);
    services[price.service] = { ...before, [what]: units, usd };
    const { service, usd: unitUsd, apart } = price;
    lines.push({ service, what, units, unitUsd, usd: units * unitUsd, ...(apart && { apart }) });
  }
  const sesUsd = services['SES']?.usd ?? 0;
  const total = Object.values(services).reduce((sum, { usd }) => sum + usd, 0);
  return { services, lines, sesUsd, otherUsd: total - sesUsd };
}

import type { Metered } from './prices.ts';

/** What threads count, by its place in `Meter.byThreads`; in hundredths, so that whole numbers will do. */
export const COUNTED_BY_THREADS = [
  'dynamodb.readUnits',
  'dynamodb.writeUnits',
] as const satisfies readonly Metered[];
export const HUNDREDTHS = 100;

/** A thread's end of `Meter.byThreads`. */
export function meterInThread(byThreads: Int32Array): { count(what: Metered, units: number): void } {
  const places: readonly string[] = COUNTED_BY_THREADS;
  return { count: (what, units) => void Atomics.add(byThreads, places.indexOf(what), units * HUNDREDTHS) };
}

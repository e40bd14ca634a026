import { gravestOf } from './errors.ts';

/**
 * Maps with at most `width` calls in flight; results keep their order. After a failure no other call begins, and those in flight
 * end before it rejects: nothing goes on behind the back of whoever waits.
 */
export async function mapConcurrent<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  const failures: unknown[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let i = next++; i < items.length && failures.length === 0; i = next++) {
      const item = items[i];
      try {
        if (item !== undefined) results[i] = await work(item, i);
      } catch (failure) {
        failures.push(failure);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
  if (failures.length > 0) throw gravestOf(failures);
  return results;
}

/** Does the work for every item in turn. One that fails keeps none of the others from it; the gravest failure rejects at the end. */
export async function tryAll<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = [];
  for (const item of items) {
    try {
      await work(item);
    } catch (failure) {
      failures.push(failure);
    }
  }
  if (failures.length > 0) throw gravestOf(failures);
}

/** Waits for work that is under way, for all of it, whatever of it fails; the gravest failure rejects then. */
export async function settleAll(works: readonly Promise<unknown>[]): Promise<void> {
  const settled = await Promise.allSettled(works);
  const failures = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  if (failures.length > 0) throw gravestOf(failures);
}

/** Asks when the answer is first needed, and never again. */
export function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask();
    return asked;
  };
}

/** Splits into runs of at most `size`. */
export function chunksOf<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let i = 0; i < items.length; i += size) chunks.push(items.slice(i, i + size));
  return chunks;
}

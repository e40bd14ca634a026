import { RexError } from '../kernel/errors.ts';

/** Enough for a few dozen workers that finish at once; each loser has seen somebody else succeed. */
const TRIES = 25;

/** Whether another writer was faster. */
export const isConflict = (error: unknown): boolean =>
  error instanceof RexError && error.code === 'VERSION_CONFLICT';

/** Read, decide, write guarded; when somebody else was quicker, read and decide again. */
export async function retryOnConflict<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (!isConflict(error) || tries >= TRIES) throw error;
    }
  }
}

/**
 * The same from a record that was read before, perhaps long ago or perhaps not at all: it is read again only
 * where it is missing or has changed. Undefined when it is not there.
 */
export async function retryFrom<T, R>(
  known: T | undefined,
  read: () => Promise<T | undefined>,
  attempt: (current: T) => Promise<R>,
): Promise<R | undefined> {
  let current = known;
  return retryOnConflict(async () => {
    const record = current ?? (await read());
    current = undefined;
    return record === undefined ? undefined : attempt(record);
  });
}

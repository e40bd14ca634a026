import { RexError } from '../kernel/errors.ts';

/** Enough for a few dozen workers that finish at once; each loser has seen somebody else succeed. */
const TRIES = 25;

/** Read, decide, write guarded; when somebody else was quicker, read and decide again. */
export async function retryOnConflict<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof RexError && error.code === 'VERSION_CONFLICT') || tries >= TRIES) throw error;
    }
  }
}

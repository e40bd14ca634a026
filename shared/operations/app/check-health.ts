import { type Clock, SECOND } from '../../kernel/clock.ts';

/** What has to answer. It throws, or takes too long, when it does not. */
export interface Dependency {
  readonly name: string;
  readonly check: (signal: AbortSignal) => Promise<unknown>;
}

export interface Health {
  readonly ready: boolean;
  readonly checks: readonly {
    readonly name: string;
    readonly ok: boolean;
    readonly ms: number;
    readonly problem: string | null;
  }[];
  readonly checkedAt: string;
}

const PATIENCE_MS = 3 * SECOND;
/** Anybody may ask, so it is looked at no more often. */
const KEEP_MS = 5 * SECOND;

/** Looks at dependencies, all at once; what was seen counts for five seconds. */
export function healthOf(dependencies: readonly Dependency[], clock: Clock): () => Promise<Health> {
  let last: { readonly at: number; readonly health: Promise<Health> } | undefined;
  return () => {
    const at = clock.now().getTime();
    if (last === undefined || at - last.at >= KEEP_MS || at < last.at)
      last = { at, health: look(dependencies, clock) };
    return last.health;
  };
}

async function look(dependencies: readonly Dependency[], clock: Clock): Promise<Health> {
  const checks = await Promise.all(dependencies.map(lookAt));
  return { ready: checks.every(({ ok }) => ok), checks, checkedAt: clock.now().toISOString() };
}

async function lookAt({ name, check }: Dependency) {
  const started = performance.now();
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error(`no answer within ${PATIENCE_MS / SECOND} s`)), {
      once: true,
    });
  });
  try {
    await Promise.race([check(signal), late]);
    return { name, ok: true, ms: since(started), problem: null };
  } catch (error) {
    // Only the kind of a failure: anybody may read it.
    const problem = error instanceof Error ? error.name : 'Error';
    return { name, ok: false, ms: since(started), problem: signal.aborted ? 'TimeoutError' : problem };
  }
}

const since = (started: number): number => Math.round((performance.now() - started) * 10) / 10;

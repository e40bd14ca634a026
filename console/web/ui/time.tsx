import { useNow } from '../app/clock.tsx';
import { ago, exactly } from '../format/times.ts';
import { rexNow } from '../sign-in/rex-time.ts';

/** An instant relative to now; the exact one on hover. */
export function Time({ at }: { readonly at: string | null | undefined }) {
  // The time of the page moves on every half minute: what happened since is not of the future.
  const now = Math.max(useNow(), rexNow());
  if (at === null || at === undefined) return <span className="quiet">–</span>;
  return (
    <time dateTime={at} title={exactly(at)}>
      {ago(at, now)}
    </time>
  );
}

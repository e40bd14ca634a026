import { useNow } from '../app/clock.tsx';
import { ago, exactly } from '../format/times.ts';

/** An instant relative to now; the exact one on hover. */
export function Time({ at }: { readonly at: string | null | undefined }) {
  const now = useNow();
  if (at === null || at === undefined) return <span className="quiet">–</span>;
  return (
    <time dateTime={at} title={exactly(at)}>
      {ago(at, now)}
    </time>
  );
}

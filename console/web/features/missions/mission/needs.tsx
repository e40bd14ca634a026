import { count } from '../../../format/numbers.ts';

interface NeedsProps {
  readonly leads: number;
  /** At which the test would decide; null when no number is known. */
  readonly needed: number | null;
}

/** Why there is no verdict yet, and what would bring one. */
export function Needs({ leads, needed }: NeedsProps) {
  return (
    <p className="quiet">
      Not enough data yet:{' '}
      {needed === null
        ? 'so far the two do not differ enough to say how many more leads it takes.'
        : `if the rates stay as they are, it needs about ${count(Math.max(1, needed - leads))} more leads to decide.`}
    </p>
  );
}

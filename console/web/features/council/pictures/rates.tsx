import type { Analysis } from '../../../../../shared/lords/seer/contract/schemas.ts';
import { points } from '../../../format/numbers.ts';
import { Intervals } from '../../../ui/intervals.tsx';
import { labelOf } from '../../../ui/label-of.ts';

/** How each rate has changed, with its interval; what each of them says below. */
export function Rates({ of: { rates, days } }: { readonly of: Analysis }) {
  const told = rates.filter(({ finding }) => finding !== 'too_little');
  return (
    <div className="stack-tight">
      {told.length === 0 ? null : (
        <Intervals
          label={`Change of each rate: the last ${days} days against those before`}
          rows={told.map(({ rate, difference: { value, ...interval } }) => ({
            label: labelOf(rate),
            value,
            interval,
          }))}
          format={points}
        />
      )}
      <ul>
        {rates.map(({ rate, says }) => (
          <li key={rate}>{says}</li>
        ))}
      </ul>
    </div>
  );
}

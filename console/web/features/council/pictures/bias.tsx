import type { FairnessReport } from '../../../../../shared/lords/arbiter/contract/schemas.ts';
import { points } from '../../../format/numbers.ts';
import { Intervals } from '../../../ui/intervals.tsx';

/** By how much decisions favour each group, with its interval; what each of them says below. */
export function Bias({ of: { groups } }: { readonly of: FairnessReport }) {
  const told = groups.filter(({ finding }) => finding !== 'too_few');
  return (
    <div className="stack-tight">
      {told.length === 0 ? null : (
        <Intervals
          label="How much more often each group got more than the mean, against all others"
          rows={told.map(({ group, difference: { value, ...interval } }) => ({
            label: group,
            value,
            interval,
          }))}
          format={points}
        />
      )}
      <ul>
        {groups.map(({ kind, group, says }) => (
          <li key={`${kind} ${group}`}>{says}</li>
        ))}
      </ul>
    </div>
  );
}

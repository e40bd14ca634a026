import type { ImportView } from '../../../../../shared/leads/contract/routes.ts';
import { count } from '../../../format/numbers.ts';
import { Stat, Stats } from '../../../ui/stat.tsx';

/** What became of the rows. Counts of what did not occur are left out. */
export function ImportCounts({ of: { kind, counts } }: { readonly of: ImportView }) {
  const always = [
    ['Rows', counts.rows, undefined],
    [kind === 'leads' ? 'New leads' : 'New orders', counts.imported, undefined],
  ] as const;
  const some = [
    ['Known already', counts.unchanged, undefined],
    ['Duplicates', counts.duplicates, 'merged within the file'],
    ['Rejected', counts.rejected, 'listed below'],
    ['Without an address', counts.missingEmail, undefined],
    ['Unusable address', counts.invalidEmail, undefined],
    ['Rows with an opt-out', counts.optedOut, 'never written to'],
    ['Role addresses', counts.roleAddress, 'such as info@'],
    ['Of unknown leads', counts.unknownLead, 'import these leads first'],
    ['Look alike', counts.flagged, 'listed below'],
  ] as const;
  return (
    <Stats>
      {[...always, ...some.filter(([, value]) => value > 0)].map(([label, value, note]) => (
        <Stat key={label} label={label} value={count(value)} note={note} />
      ))}
    </Stats>
  );
}

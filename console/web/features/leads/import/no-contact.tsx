import type { ImportPreview } from '../../../../../shared/leads/contract/routes.ts';
import { plural } from '../../../format/numbers.ts';
import { Notice } from '../../../ui/notice.tsx';
import styles from './page.module.css';

/** Says before an import how many rows have a note that forbids to write to the person. */
export function NoContact({ of: { columns, rows } }: { readonly of: ImportPreview }) {
  const asking = columns.filter(({ noContact }) => noContact > 0);
  if (asking.length === 0) return null;
  const count = asking.reduce((sum, { noContact }) => sum + noContact, 0);
  return (
    <div className={styles.notice}>
      <Notice tone="warn">
        <p>
          In {plural(count, 'row')} of the first {rows}, “{asking.map(({ header }) => header).join('”, “')}”
          says that the person wants no mail. They are imported as opted out and never written to. Where a
          note means something else, change it in the file before you import it: an opt-out cannot be taken
          back.
        </p>
      </Notice>
    </div>
  );
}

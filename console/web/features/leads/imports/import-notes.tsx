import type { ImportView } from '../../../../../shared/leads/contract/routes.ts';
import { plural } from '../../../format/numbers.ts';
import { Card } from '../../../ui/card.tsx';
import { nameOfField } from '../import/mapping.ts';
import styles from './import-notes.module.css';

/** Cells that were left out because they were not understood, by column, and columns that nothing was read from. */
export function ImportNotes({ of: { notes, unusedColumns } }: { readonly of: ImportView }) {
  if (notes.length === 0 && unusedColumns.length === 0) return null;
  return (
    <Card title="To look at">
      <div className="stack">
        {notes.length === 0 ? null : (
          <ul className={styles.notes}>
            {notes.map(({ column, field, message, count, rows, samples }) => (
              <li key={column + field + message}>
                <p>
                  <strong>{column}</strong> <span className="quiet">as {nameOfField(field)}</span>: {message}
                </p>
                <p className="quiet small">
                  {plural(count, 'row')}: {rows.join(', ')}
                  {count > rows.length ? ' …' : ''}
                  {samples.length > 0 ? `. Such as ${samples.map((each) => `“${each}”`).join(', ')}` : ''}
                </p>
              </li>
            ))}
          </ul>
        )}
        {unusedColumns.length === 0 ? null : (
          <p>
            <span className="quiet">Columns that were not read:</span> {unusedColumns.join(', ')}
          </p>
        )}
      </div>
    </Card>
  );
}

import type { ImportPreview } from '../../../../../shared/leads/contract/routes.ts';
import { plural } from '../../../format/numbers.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Select } from '../../../ui/field.tsx';
import { KEEP, type Mapping, mapped, nameOfField, saidOf } from './mapping.ts';
import styles from './mapping-table.module.css';

type Column = ImportPreview['columns'][number];

interface MappingTableProps {
  readonly kind: 'leads' | 'orders';
  readonly preview: ImportPreview;
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
}

/** Each column of the file with some of its cells, and what Rex takes it for. */
export function MappingTable({ kind, preview, mapping, onChange }: MappingTableProps) {
  return (
    <div className={styles.scroller}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Column of the file</th>
            <th scope="col">Such as</th>
            <th scope="col">Rex reads it as</th>
            <th scope="col">By</th>
          </tr>
        </thead>
        <tbody>
          {preview.columns.map((column, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: headers may repeat, and their order never changes
            <tr key={at}>
              <th scope="row">{column.header || <span className="quiet">(no name)</span>}</th>
              <td className={styles.samples}>
                {column.samples.length === 0 ? (
                  <span className="quiet">empty</span>
                ) : (
                  column.samples.join(' · ')
                )}
              </td>
              <td>
                <Select
                  aria-label={`Rex reads ${column.header} as`}
                  disabled={column.header === ''}
                  value={saidOf(mapping, column) ?? ''}
                  onChange={({ target }) => onChange(mapped(mapping, column, target.value || undefined))}
                >
                  <option value="">{inferredAs(column, saidOf(mapping, column))}</option>
                  {kind === 'leads' ? <option value={KEEP}>Keep as it is, for the profile</option> : null}
                  {preview.fields.map((field) => (
                    <option key={field} value={field}>
                      {nameOfField(field)}
                    </option>
                  ))}
                </Select>
              </td>
              <td>
                <span className="row">
                  <Origin column={column} said={saidOf(mapping, column)} />
                  {column.noContact === 0 ? null : (
                    <Badge tone="warn">{plural(column.noContact, 'row says', 'rows say')} no contact</Badge>
                  )}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const CONSENTS = {
  consent: 'Consent',
  opt_out: 'Opt-out',
  standing: 'Status that may hold an opt-out',
} as const;

/** What Rex makes of a column by itself. */
function inferredAs({ field, consent }: Column, said: string | undefined): string {
  if (said !== undefined) return 'What Rex makes of it';
  if (field !== null) return nameOfField(field);
  return consent === null ? 'Not read' : CONSENTS[consent];
}

function Origin({
  column: { field, consent },
  said,
}: {
  readonly column: Column;
  readonly said: string | undefined;
}) {
  if (said !== undefined) return <Badge tone="info">You</Badge>;
  return field !== null || consent !== null ? (
    <Badge tone="good">Its name</Badge>
  ) : (
    <span className="quiet">–</span>
  );
}

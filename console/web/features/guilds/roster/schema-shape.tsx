import styles from '../../../output/output.module.css';
import type { JsonSchema } from '../../../schema-form/schema.ts';
import { shapeOf } from './shape-of.ts';

/** What a JSON Schema asks for, field by field. */
export function SchemaShape({ of: schema, label }: { readonly of: JsonSchema; readonly label: string }) {
  const rows = shapeOf(schema);
  const hasMeanings = rows.some(({ meaning }) => meaning !== '');
  return (
    <div className={styles.scroller}>
      <table className={styles.table}>
        <caption className="visually-hidden">{label}</caption>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Is</th>
            {hasMeanings ? <th scope="col">Meaning</th> : null}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, depth, is, meaning }) => (
            <tr key={name.join('.')}>
              <th scope="row" style={{ paddingInlineStart: `${depth}rem` }}>
                {name.at(-1)}
              </th>
              <td>{is}</td>
              {hasMeanings ? <td>{meaning}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

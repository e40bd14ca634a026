import styles from './tasks.module.css';

interface DiffRow {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Fields with their value before and after. */
export function DiffTable({ label, rows }: { readonly label: string; readonly rows: readonly DiffRow[] }) {
  return (
    <div className={styles.scroller}>
      <table className={styles.diff}>
        <caption className="visually-hidden">{label}</caption>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, before, after }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className={styles.before}>{before ?? <span className="quiet">nothing</span>}</td>
              <td className={styles.after}>{after ?? <span className="quiet">nothing</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

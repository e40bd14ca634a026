import { count, percent } from '../format/numbers.ts';
import styles from './bars.module.css';

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** What the share is of: its number and its name. */
  readonly of?: { readonly value: number; readonly name: string };
  readonly tone?: 'neutral' | 'warn' | 'bad';
  /** It is a part of the row above it. */
  readonly part?: boolean;
}

/** Numbers of one unit below each other, each as long as it is large. The longest is `most`. */
export function Bars({
  label,
  rows,
  most,
}: {
  readonly label: string;
  readonly rows: readonly Bar[];
  readonly most: number;
}) {
  return (
    <table className={styles.bars}>
      <caption className="visually-hidden">{label}</caption>
      <tbody>
        {rows.map(({ label: name, value, of, tone, part }) => (
          <tr key={`${part ? 'part' : ''}${name}`} className={part ? styles.part : undefined}>
            <th scope="row">{name}</th>
            <td aria-hidden>
              {value === 0 ? null : (
                <div
                  className={`${styles.bar} ${tone === undefined ? '' : styles[tone]}`}
                  style={{ inlineSize: `${Math.min(100, (value / most) * 100)}%` }}
                />
              )}
            </td>
            <td className={styles.value}>{count(value)}</td>
            <td className={styles.share}>
              {of === undefined || of.value === 0 ? null : (
                <>
                  {percent(value / of.value)} <span className={styles.of}>of {of.name}</span>
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

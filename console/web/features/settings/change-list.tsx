import { type Change, shown } from '../../schema-form/changes.ts';
import { labelOf } from '../../schema-form/schema.ts';
import { SETTING_NAMES } from './names.ts';
import styles from './settings.module.css';

/** Changes as before and after, field by field. */
export function ChangeList({ changes }: { readonly changes: readonly Change[] }) {
  return (
    <ul className={styles.changes}>
      {changes.map(({ path, before, after }) => (
        <li key={path.join('.')} className={styles.change}>
          <span className="small">
            {path.map((name) => SETTING_NAMES.fields?.[name] ?? labelOf(name)).join(' › ')}
          </span>
          <span>
            <del className={styles.before}>
              <span className="visually-hidden">Before: </span>
              {shown(before)}
            </del>{' '}
            <span aria-hidden>→</span>{' '}
            <ins className={styles.after}>
              <span className="visually-hidden">After: </span>
              {shown(after)}
            </ins>
          </span>
        </li>
      ))}
    </ul>
  );
}

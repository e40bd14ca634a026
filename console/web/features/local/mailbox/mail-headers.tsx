import type { Mail } from './mail.ts';
import styles from './mailbox.module.css';

/** The headers in their order; one name may come several times. */
export function MailHeaders({ headers }: { readonly headers: Mail['headers'] }) {
  return (
    <dl className={styles.headers}>
      {headers.map(({ key, value }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a header has no other name than its place
        <div key={index} className={styles.header}>
          <dt>{key}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

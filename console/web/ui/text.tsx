import styles from './text.module.css';

/** A text of any number of lines, as it was written. */
export const Text = ({ of: text }: { readonly of: string }) =>
  text === '' ? <span className="quiet">nothing</span> : <div className={styles.text}>{text}</div>;

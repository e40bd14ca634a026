import styles from './mail-frame.module.css';

/** Nothing of a mail runs, nothing is fetched, and no form is sent: not even an image that would tell who reads it. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'";

/** The HTML of a mail as its reader would see it, in a frame that may do nothing. */
export function MailFrame({ html, title }: { readonly html: string; readonly title: string }) {
  const document = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta name="color-scheme" content="light">${html}`;
  return <iframe className={styles.frame} sandbox="" srcDoc={document} title={title} />;
}

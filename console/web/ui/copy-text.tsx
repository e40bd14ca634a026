import { Copy } from 'lucide-react';
import { Button } from './button.tsx';
import styles from './copy-text.module.css';
import { useTell } from './toast.tsx';

interface CopyTextProps {
  readonly text: string;
  /** What it is, for those who do not see the button beside it: `the value of dkim-1`. */
  readonly what: string;
}

/** A text that is to be put elsewhere exactly as it is, with a button that copies it. */
export function CopyText({ text, what }: CopyTextProps) {
  const tell = useTell();
  return (
    <span className={styles.line}>
      <code className={styles.text}>{text}</code>
      <Button
        kind="quiet"
        small
        icon={<Copy aria-hidden />}
        aria-label={`Copy ${what}`}
        title="Copy"
        onClick={() => void navigator.clipboard.writeText(text).then(() => tell(`Copied ${what}`))}
      />
    </span>
  );
}

import { Dialog } from '../../../ui/dialog.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Checkbox } from '../../../ui/field.tsx';
import styles from './detail.module.css';

const KEYS = [
  ['j', 'Next message'],
  ['k', 'Message before'],
  ['a', 'Approve, after a question'],
  ['r', 'Reject, with a reason'],
  ['?', 'These keys'],
] as const;

interface KeysDialogProps {
  readonly open: boolean;
  readonly close: () => void;
  readonly on: boolean;
  readonly change: (on: boolean) => void;
}

export function KeysDialog({ open, close, on, change }: KeysDialogProps) {
  return (
    <Dialog open={open} onOpenChange={(next) => (next ? undefined : close())} title="Keys">
      <Facts
        of={KEYS.map(([key, what]) => [
          what,
          <kbd key={key} className={styles.key}>
            {key}
          </kbd>,
        ])}
      />
      <Checkbox
        label="Single keys do these things"
        checked={on}
        onChange={({ target }) => change(target.checked)}
      />
    </Dialog>
  );
}

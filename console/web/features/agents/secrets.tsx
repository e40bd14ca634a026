import { Button } from '../../ui/button.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';

interface SecretsProps {
  readonly title: string;
  /** Names and values; undefined when there is nothing to show. */
  readonly of: readonly (readonly [name: string, value: string])[] | undefined;
  readonly onClose: () => void;
}

/** Secrets that are shown once. They are nowhere else: not in the cache, not in the address. */
export function Secrets({ title, of: secrets, onClose }: SecretsProps) {
  return (
    <Dialog
      open={secrets !== undefined}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      wide
      title={title}
      actions={
        <Button kind="primary" onClick={onClose}>
          I have copied them
        </Button>
      }
    >
      <Notice tone="warn">
        <p>This is shown once. Copy it now to where it is needed.</p>
      </Notice>
      <Facts
        of={(secrets ?? []).map(
          ([name, value]) => [name, <CopyText key={name} text={value} what={name.toLowerCase()} />] as const,
        )}
      />
    </Dialog>
  );
}

import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { useTell } from '../../../ui/toast.tsx';

/** A secret that the API shows once: it is gone when this is closed. */
export function SecretDialog({
  secret,
  close,
}: {
  readonly secret: string | undefined;
  readonly close: () => void;
}) {
  const tell = useTell();
  return (
    <Dialog
      open={secret !== undefined}
      onOpenChange={(open) => (open ? undefined : close())}
      title="The secret of this endpoint"
      about="Deliveries are signed with it, as Standard Webhooks say. It is shown now and never again: put it where your program reads it."
      actions={
        <>
          <Button
            onClick={() =>
              void navigator.clipboard.writeText(secret ?? '').then(() => tell('The secret is copied.'))
            }
          >
            Copy
          </Button>
          <Button kind="primary" onClick={close}>
            I have kept it
          </Button>
        </>
      }
    >
      <pre>{secret}</pre>
    </Dialog>
  );
}

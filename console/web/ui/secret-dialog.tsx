import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { useTell } from './toast.tsx';

interface SecretDialogProps {
  readonly secret: string | undefined;
  readonly title: string;
  /** What it is for, and where to put it. */
  readonly about: string;
  readonly close: () => void;
}

/** A secret that the API shows once: it is gone when this is closed. */
export function SecretDialog({ secret, title, about, close }: SecretDialogProps) {
  const tell = useTell();
  return (
    <Dialog
      open={secret !== undefined}
      onOpenChange={(open) => (open ? undefined : close())}
      title={title}
      about={`${about} It is shown now and never again.`}
      actions={
        <>
          <Button
            onClick={() => void navigator.clipboard.writeText(secret ?? '').then(() => tell('It is copied.'))}
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

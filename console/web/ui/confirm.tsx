import { type ReactNode, useState } from 'react';
import type { ApiError } from '../api/client.ts';
import { Button, type ButtonKind } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Field, Textarea } from './field.tsx';
import { Problem } from './notice.tsx';

interface ConfirmProps {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly kind?: ButtonKind;
  /** How the button looks before it is pressed, where it should be quieter than what it does. */
  readonly trigger?: ButtonKind;
  readonly small?: boolean;
  readonly title: string;
  /** What will happen, and whether it can be taken back. */
  readonly about: ReactNode;
  /** Asks for a reason, or for what it is called, which the log keeps. */
  readonly reason?: 'optional' | 'required';
  readonly reasonLabel?: string;
  readonly run: (reason: string) => Promise<unknown>;
}

/** A button that says what it would do before it does it. */
export function Confirm(props: ConfirmProps) {
  const {
    label,
    icon,
    kind = 'secondary',
    trigger = kind,
    small,
    title,
    about,
    reason,
    reasonLabel = 'Reason',
    run,
  } = props;
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const go = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await run(text.trim());
      setOpen(false);
      setText('');
    } catch (failure) {
      setError(failure as ApiError);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button kind={trigger} small={small} icon={icon} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={title}
        about={about}
        actions={
          <>
            <Button onClick={() => setOpen(false)}>Not now</Button>
            <Button
              kind={kind === 'danger' ? 'danger' : 'primary'}
              busy={busy}
              disabled={reason === 'required' && text.trim() === ''}
              onClick={() => void go()}
            >
              {label}
            </Button>
          </>
        }
      >
        {reason === undefined ? null : (
          <Field label={reason === 'required' ? reasonLabel : `${reasonLabel} (optional)`}>
            {(control) => (
              <Textarea {...control} value={text} onChange={(event) => setText(event.target.value)} />
            )}
          </Field>
        )}
        {error === undefined ? null : <Problem error={error} />}
      </Dialog>
    </>
  );
}

import type { ReactNode, RefObject } from 'react';
import type { ApiError } from '../../../api/client.ts';
import { Button, type ButtonKind } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Problem } from '../../../ui/notice.tsx';
import { useTell } from '../../../ui/toast.tsx';

interface DecisionDialogProps {
  readonly open: boolean;
  readonly close: () => void;
  readonly title: string;
  readonly about: string;
  readonly label: string;
  /** Told when it is decided. */
  readonly done: string;
  readonly kind: ButtonKind;
  readonly disabled: boolean;
  readonly deciding: { readonly isPending: boolean; readonly error: ApiError | null; reset(): void };
  readonly decide: () => Promise<unknown>;
  readonly button?: RefObject<HTMLButtonElement | null>;
  readonly focus: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
}

/** Asks before a decision, and stays with what was typed while the API refuses it. */
export function DecisionDialog(props: DecisionDialogProps) {
  const {
    open,
    close,
    title,
    about,
    label,
    done,
    kind,
    disabled,
    deciding,
    decide,
    button,
    focus,
    children,
  } = props;
  const tell = useTell();
  const run = () =>
    decide().then(
      () => {
        tell(done);
        close();
      },
      // What the API refuses is shown below.
      () => undefined,
    );
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) close();
        deciding.reset();
      }}
      focus={focus}
      title={title}
      about={about}
      actions={
        <>
          <Button onClick={close}>Not now</Button>
          <Button
            {...(button === undefined ? {} : { ref: button })}
            kind={kind}
            busy={deciding.isPending}
            disabled={disabled}
            onClick={() => void run()}
          >
            {label}
          </Button>
        </>
      }
    >
      {children}
      {deciding.error === null ? null : <Problem error={deciding.error} />}
    </Dialog>
  );
}

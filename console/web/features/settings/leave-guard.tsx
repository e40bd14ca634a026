import { useBlocker } from '@tanstack/react-router';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** Asks before what was typed would be lost. */
export function LeaveGuard({ isDirty }: { readonly isDirty: boolean }) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });
  const isAsking = status === 'blocked';
  return (
    <Dialog
      open={isAsking}
      onOpenChange={(open) => (open ? undefined : reset?.())}
      title="Leave without saving?"
      about="The changes of this page are lost."
      actions={
        <>
          <Button onClick={() => reset?.()}>Stay here</Button>
          <Button kind="danger" onClick={() => proceed?.()}>
            Leave
          </Button>
        </>
      }
    />
  );
}

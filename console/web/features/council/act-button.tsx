import { useState } from 'react';
import type { Act, Seat } from '../../../../shared/seats/contract/seat.ts';
import type { WorkView } from '../../../../shared/seats/contract/work.ts';
import { useCommand } from '../../api/hooks.ts';
import { FormDialog } from '../../schema-form/form-dialog.tsx';
import { emptyOf, schemaOf } from '../../schema-form/schema.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Button } from '../../ui/button.tsx';
import { labelOf } from '../../ui/label-of.ts';
import { useTell } from '../../ui/toast.tsx';
import { routeOf } from './seats.ts';

interface ActButtonProps {
  readonly seat: Seat;
  readonly operation: string;
  readonly act: Act;
  /** The work that it changes, where it changes one. */
  readonly work?: string;
  /** Fields that are known already. */
  readonly about?: Readonly<Record<string, unknown>>;
  readonly onMade: (work: WorkView) => void;
}

/** Asks a seat for something: the form is that of the act's input. Who may not ask does not see it. */
export function ActButton({ seat, operation, act, work, about, onMade }: ActButtonProps) {
  const route = routeOf(seat, operation);
  const session = useSession();
  const tell = useTell();
  const command = useCommand(route, ['tasks', 'approvals', 'intelligence']);
  // A second press asks for nothing more; another form is another request.
  const [key, setKey] = useState<string>();
  if (!session.may(route)) return null;
  const close = () => {
    setKey(undefined);
    command.reset();
  };
  const form = schemaOf(act.input);
  return (
    <>
      <Button onClick={() => setKey(crypto.randomUUID())}>{labelOf(operation)}</Button>
      {key === undefined ? null : (
        <FormDialog
          schema={act.input}
          names={{}}
          begin={{ ...(emptyOf(form, form) as Readonly<Record<string, unknown>>), ...about }}
          title={labelOf(operation)}
          about={act.summary}
          label={labelOf(operation)}
          busy={command.isPending}
          error={command.error}
          send={(body) => {
            const request =
              act.of === undefined
                ? { body, headers: { 'idempotency-key': key } }
                : { body, params: { [act.of]: work } };
            command.mutate(request as never, {
              onSuccess: (made) => {
                close();
                tell('Done');
                onMade(made as WorkView);
              },
            });
          }}
          close={close}
        />
      )}
    </>
  );
}

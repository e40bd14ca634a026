import { type FormEvent, useState } from 'react';
import { taskRoutes } from '../../../../shared/tasks/contract/routes.ts';
import type { TaskView } from '../../../../shared/tasks/contract/task.ts';
import { useApi, useCommand } from '../../api/hooks.ts';
import type { JsonSchema } from '../../schema-form/schema.ts';
import { SchemaForm } from '../../schema-form/schema-form.tsx';
import { useSession } from '../../sign-in/session-context.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Loaded, Notice, Problem } from '../../ui/notice.tsx';
import { useTell } from '../../ui/toast.tsx';
import { Value } from '../../ui/values.tsx';
import { possible } from './task-state.ts';

type Payload = Readonly<Record<string, unknown>>;

/** What the task was told to do, as whoever created it wrote it; before it is done it can be changed. */
export function PayloadCard({ task }: { readonly task: TaskView }) {
  const session = useSession();
  const [isEditing, setEditing] = useState(false);
  const mayEdit = session.may(taskRoutes.editTask) && possible(task).edit;
  return (
    <Card
      title="What it was told to do"
      actions={
        mayEdit && !isEditing ? (
          <Button small onClick={() => setEditing(true)}>
            Change
          </Button>
        ) : undefined
      }
    >
      {isEditing && mayEdit ? (
        <EditPayload task={task} close={() => setEditing(false)} />
      ) : (
        <Value of={task.payload} />
      )}
    </Card>
  );
}

function EditPayload({ task, close }: { readonly task: TaskView; readonly close: () => void }) {
  const tell = useTell();
  const types = useApi(taskRoutes.listTaskTypes, {});
  const edit = useCommand(taskRoutes.editTask, ['tasks', 'approvals']);
  const [payload, setPayload] = useState<Payload>(task.payload as Payload);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    edit.mutate(
      { params: { id: task.id }, body: { payload } },
      {
        onSuccess: () => {
          tell('Changed. It is looked at anew.');
          close();
        },
      },
    );
  };
  return (
    <Loaded query={types}>
      {({ types: known }) => (
        <form className="stack" onSubmit={onSubmit}>
          <Notice>What was approved is void: what it does then is asked about anew.</Notice>
          {edit.error ? <Problem error={edit.error} /> : null}
          <SchemaForm
            schema={(known.find(({ type }) => type === task.type)?.payload ?? {}) as JsonSchema}
            value={payload}
            onChange={setPayload}
            problems={payloadProblems(edit.error?.fields ?? [])}
          />
          <div className="row">
            <Button type="submit" kind="primary" busy={edit.isPending}>
              Save
            </Button>
            <Button onClick={close}>Not now</Button>
          </div>
        </form>
      )}
    </Loaded>
  );
}

/** The problems of a payload, by the path inside it. */
export const payloadProblems = (problems: readonly { readonly path: string; readonly message: string }[]) =>
  problems.map(({ path, message }) => ({ path: path.replace(/^body\.payload\./, ''), message }));

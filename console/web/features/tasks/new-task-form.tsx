import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { z } from 'zod';
import { createTaskBodySchema, taskRoutes } from '../../../../shared/tasks/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { emptyOf, type JsonSchema, schemaOf } from '../../schema-form/schema.ts';
import { SchemaForm } from '../../schema-form/schema-form.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Problem } from '../../ui/notice.tsx';
import { payloadProblems } from './payload-card.tsx';

type Type = z.output<typeof taskRoutes.listTaskTypes.success.schema>['types'][number];
type Values = Readonly<Record<string, unknown>>;

const BODY = schemaOf(createTaskBodySchema);
const ABOUT = ['title', 'description', 'priority', 'agent', 'dueAt', 'missionId', 'dryRun'];
const NAMES = {
  fields: { dueAt: 'Not before (UTC)', missionId: 'Mission', agent: 'Agent', dryRun: 'Dry run' },
};

/** The fields of every task, and those of its type. */
export function NewTaskForm({ type }: { readonly type: Type }) {
  const navigate = useNavigate();
  const create = useCommand(taskRoutes.createTask);
  const schema = type.payload as JsonSchema;
  // A second press of the button creates no second task; what was changed meanwhile is another one.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [about, setAbout] = useState<Values>({ title: '', priority: 'normal', dryRun: false });
  const [payload, setPayload] = useState<Values>(() => emptyOf(schema, schema) as Values);
  const body = { ...about, type: type.type, payload } as z.input<typeof createTaskBodySchema>;
  const problems = create.error?.fields ?? [];
  const changing =
    (set: (values: Values) => void) =>
    (values: Values): void => {
      set(values);
      setKey(crypto.randomUUID());
    };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(
      { body, headers: { 'idempotency-key': key } },
      { onSuccess: ({ id }) => void navigate({ href: `/tasks/${id}` }) },
    );
  };
  return (
    <form className="stack" onSubmit={onSubmit}>
      {create.error ? <Problem error={create.error} /> : null}
      <SchemaForm
        schema={schema}
        value={payload}
        onChange={changing(setPayload)}
        problems={payloadProblems(problems)}
      />
      <div>
        <Button small onClick={() => changing(setPayload)(type.example as Values)}>
          Fill in the example
        </Button>
      </div>
      <h3>About the task</h3>
      <SchemaForm
        schema={BODY}
        only={ABOUT}
        value={about}
        onChange={changing(setAbout)}
        problems={problems}
        names={NAMES}
      />
      <div className="row">
        <Button type="submit" kind="primary" busy={create.isPending}>
          Create the task
        </Button>
        <CopyAs route={taskRoutes.createTask} request={{ body }} command={`rex tasks create ${type.type}`} />
      </div>
    </form>
  );
}

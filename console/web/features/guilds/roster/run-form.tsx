import { type FormEvent, useState } from 'react';
import type { RosterAgentDetail } from '../../../../../shared/guilds/contract/guilds.ts';
import { guildRoutes } from '../../../../../shared/guilds/contract/routes.ts';
import { taskRoutes } from '../../../../../shared/tasks/contract/routes.ts';
import { useApi, useCommand } from '../../../api/hooks.ts';
import { emptyOf, type JsonSchema } from '../../../schema-form/schema.ts';
import { SchemaForm } from '../../../schema-form/schema-form.tsx';
import { useSession } from '../../../sign-in/session-context.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { CopyAs } from '../../../ui/copy-as.tsx';
import { Notice, Problem } from '../../../ui/notice.tsx';
import { inputProblems } from './input-problems.ts';
import { useModel } from './use-model.ts';

type Values = Readonly<Record<string, unknown>>;

interface RunFormProps {
  readonly agent: RosterAgentDetail;
  /** The run that is shown: what was wrong with its input stands at the field. */
  readonly run: string | undefined;
  readonly onOrdered: (task: string) => void;
}

/** Orders a run: the form is that of the input of the agent. */
export function RunForm({ agent, run, onOrdered }: RunFormProps) {
  const { name, model } = agent;
  const session = useSession();
  const hasModel = useModel();
  const input = agent.input as JsonSchema;
  const hasFields = Object.keys(input.properties ?? {}).length > 0;
  const [values, setValues] = useState<Values>(() => emptyOf(input, input) as Values);
  // A second press of the button orders no second run; what was changed meanwhile is another one.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const order = useCommand(guildRoutes.runRosterAgent, ['tasks', 'guilds']);
  const shown = useApi(taskRoutes.getTask, { params: { id: run ?? '' } }, { enabled: run !== undefined });
  const change = (next: Values) => {
    setValues(next);
    setKey(crypto.randomUUID());
  };
  if (!session.may(guildRoutes.runRosterAgent))
    return (
      <Card title="Run it">
        <p className="quiet">Operators, admins and owners run agents.</p>
      </Card>
    );
  const body = { input: values };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    order.mutate(
      { params: { name }, body, headers: { 'idempotency-key': key } },
      {
        onSuccess: ({ id }) => {
          setKey(crypto.randomUUID());
          onOrdered(id);
        },
      },
    );
  };
  return (
    <Card title="Run it">
      <form className="stack" onSubmit={onSubmit}>
        {hasFields ? (
          <SchemaForm
            schema={input}
            value={values}
            onChange={change}
            problems={inputProblems(order.error?.fields ?? [], shown.data?.error ?? null)}
          />
        ) : (
          <p>It needs no input: it reads what it needs of the workspace.</p>
        )}
        {order.error ? <Problem error={order.error} /> : null}
        {model === 'needed' && hasModel === false ? (
          <Notice tone="warn">
            <p>It cannot run without a language model.</p>
          </Notice>
        ) : null}
        <div className="row">
          <Button
            type="submit"
            kind="primary"
            busy={order.isPending}
            disabled={model === 'needed' && hasModel === false}
          >
            Run
          </Button>
          {hasFields ? <Button onClick={() => change(agent.example)}>Fill in the example</Button> : null}
          <CopyAs
            route={guildRoutes.runRosterAgent}
            request={{ params: { name }, headers: {}, body }}
            command={`rex agents run ${name}${hasFields ? ' --input FILE' : ''}`}
          />
        </div>
      </form>
    </Card>
  );
}

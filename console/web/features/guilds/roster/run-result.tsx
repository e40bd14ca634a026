import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import * as z from 'zod';
import type { RosterAgentDetail } from '../../../../../shared/guilds/contract/guilds.ts';
import { type TaskDetail, taskRoutes } from '../../../../../shared/tasks/contract/routes.ts';
import { useApi } from '../../../api/hooks.ts';
import { Output } from '../../../output/output.tsx';
import type { JsonSchema } from '../../../schema-form/schema.ts';
import { Badge, State } from '../../../ui/badge.tsx';
import { Card } from '../../../ui/card.tsx';
import { CopyAs } from '../../../ui/copy-as.tsx';
import { Loaded, Notice } from '../../../ui/notice.tsx';
import { Prose } from '../../../ui/prose.tsx';
import { Time } from '../../../ui/time.tsx';
import { Values } from '../../../ui/values.tsx';
import { toneOfTask } from '../../tasks/task-state.ts';

const resultSchema = z.object({
  by: z.enum(['rules', 'model']),
  output: z.record(z.string(), z.unknown()),
  notes: z.array(z.string()),
});
const payloadSchema = z.object({ agent: z.string(), input: z.record(z.string(), z.unknown()) });

/** What came of a run: how it was made, what was not taken and why, and the result as a person reads it. */
export function RunResult({ id, agent }: { readonly id: string; readonly agent: RosterAgentDetail }) {
  const request = { params: { id } };
  const query = useApi(taskRoutes.getTask, request);
  const place = useRef<HTMLDivElement>(null);
  // Below a long form nobody would see that there is a result.
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <div ref={place}>
      <Card
        title="What came of it"
        actions={
          <CopyAs route={taskRoutes.getTask} request={request} command={`rex tasks show ${id} --json`} />
        }
      >
        <Loaded query={query}>{(task) => <Shown task={task} agent={agent} />}</Loaded>
      </Card>
    </div>
  );
}

function Shown({ task, agent }: { readonly task: TaskDetail; readonly agent: RosterAgentDetail }) {
  const told = payloadSchema.safeParse(task.payload).data;
  const made = resultSchema.safeParse(task.result).data;
  if (told?.agent !== agent.name) return <p>This run is not one of {agent.name}.</p>;
  return (
    <div className="stack">
      <p className="row">
        {task.status === 'completed' ? null : <State of={task.status} tone={toneOfTask(task.status)} />}
        {made === undefined ? null : (
          <Badge tone="info">{made.by === 'model' ? 'Made by a language model' : 'Made by rules'}</Badge>
        )}
        <span className="quiet small">
          ordered <Time at={task.createdAt} />,{' '}
          <Link to="/tasks/$id" params={{ id: task.id } as never}>
            its task
          </Link>
        </span>
      </p>
      {task.error === null ? null : (
        <Notice tone="warn">
          <p>
            <Prose of={task.error} />
          </p>
        </Notice>
      )}
      {made?.notes.map((note) => (
        <Notice key={note}>
          <p>{note}</p>
        </Notice>
      ))}
      {made === undefined ? (
        task.error === null ? (
          <p className="quiet" role="status">
            {task.explanation.at(-1) ?? 'It is about to begin.'}
          </p>
        ) : null
      ) : (
        <Output of={made.output} schema={agent.output as JsonSchema} />
      )}
      {Object.keys(told.input).length === 0 ? null : (
        <details>
          <summary>What it was given</summary>
          <Values of={told.input} />
        </details>
      )}
    </div>
  );
}

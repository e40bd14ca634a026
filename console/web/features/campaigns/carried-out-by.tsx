import { useState } from 'react';
import {
  MISSION_ROWS,
  MISSION_TYPES,
  type MissionType,
} from '../../../../shared/missions/contract/mission.ts';
import { taskRoutes } from '../../../../shared/tasks/contract/routes.ts';
import type { FieldProblem } from '../../api/client.ts';
import { useApi } from '../../api/hooks.ts';
import { emptyOf, type JsonSchema, schemaOf } from '../../schema-form/schema.ts';
import { SchemaForm } from '../../schema-form/schema-form.tsx';
import { wordsOf } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Field, Select, Textarea } from '../../ui/field.tsx';
import type { MoveDraft } from './move-draft.ts';

interface CarriedOutByProps {
  readonly draft: MoveDraft;
  readonly onChange: (values: Partial<MoveDraft>) => void;
  readonly problems: readonly FieldProblem[];
}

type Values = Readonly<Record<string, unknown>>;
/** A task that a person does is planned as a person's move. */
const PERSON_TASK = 'person.do';

const isMission = (type: string): type is MissionType => (MISSION_TYPES as readonly string[]).includes(type);
const paramsOf = (type: string): JsonSchema => (isMission(type) ? schemaOf(MISSION_ROWS[type].params) : {});

/** What carries a move out: a person, a mission, or a task, with the form of its type. */
export function CarriedOutBy({ draft, onChange, problems }: CarriedOutByProps) {
  const { kind, type } = draft;
  const [isOpen] = useState(Object.keys(draft.values).length > 0);
  const types =
    useApi(taskRoutes.listTaskTypes, {}).data?.types.filter((each) => each.type !== PERSON_TASK) ?? [];
  const task = types.find((each) => each.type === type);
  const payload = task?.payload as JsonSchema | undefined;
  const choose = (chosen: string) => {
    const [to, of = ''] = chosen.split(':');
    if (to === 'mission') onChange({ kind: 'mission', type: of, values: {} });
    else if (to === 'task') {
      const schema = (types.find((each) => each.type === of)?.payload ?? {}) as JsonSchema;
      onChange({ kind: 'task', type: of, values: emptyOf(schema, schema) as Values });
    } else onChange({ kind: 'person', type: '', values: {} });
  };
  return (
    <>
      <Field label="Carried out by" hint={task?.summary}>
        {(control) => (
          <Select
            {...control}
            value={kind === 'person' ? kind : `${kind}:${type}`}
            onChange={({ target }) => choose(target.value)}
          >
            <option value="person">A person</option>
            <optgroup label="A mission">
              {MISSION_TYPES.map((each) => (
                <option key={each} value={`mission:${each}`}>
                  {wordsOf(each)}
                </option>
              ))}
            </optgroup>
            <optgroup label="A task">
              {types.map((each) => (
                <option key={each.type} value={`task:${each.type}`}>
                  {each.type}
                </option>
              ))}
            </optgroup>
          </Select>
        )}
      </Field>
      {kind === 'person' ? (
        <Field
          label="What they do"
          problem={problems.find(({ path }) => path === 'body.by.instructions')?.message}
        >
          {(control) => (
            <Textarea
              {...control}
              value={draft.instructions}
              required
              maxLength={2_000}
              onChange={({ target }) => onChange({ instructions: target.value })}
            />
          )}
        </Field>
      ) : null}
      {kind === 'mission' ? (
        <details open={isOpen}>
          <summary>Parameters of the mission: each has a good value already</summary>
          <SchemaForm
            key={type}
            schema={paramsOf(type)}
            value={draft.values}
            onChange={(values) => onChange({ values })}
            problems={inside(problems, 'body.by.mission.params.')}
          />
        </details>
      ) : null}
      {kind === 'task' && task !== undefined && payload !== undefined ? (
        <>
          <SchemaForm
            key={type}
            schema={payload}
            value={draft.values}
            onChange={(values) => onChange({ values })}
            problems={inside(problems, 'body.by.task.payload.')}
          />
          <div>
            <Button small onClick={() => onChange({ values: task.example as Values })}>
              Fill in the example
            </Button>
          </div>
        </>
      ) : null}
    </>
  );
}

const inside = (problems: readonly FieldProblem[], prefix: string): FieldProblem[] =>
  problems.map(({ path, message }) => ({
    path: path.startsWith(prefix) ? path.slice(prefix.length) : path,
    message,
  }));

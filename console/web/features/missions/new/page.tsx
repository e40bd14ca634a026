import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react';
import * as z from 'zod';
import { agentRoutes } from '../../../../../shared/coordination/contract/routes.ts';
import { llmRoutes } from '../../../../../shared/llm/contract/routes.ts';
import {
  isOutreachType,
  MISSION_ROWS,
  missionTypeSchema,
} from '../../../../../shared/missions/contract/mission.ts';
import { missionRoutes } from '../../../../../shared/missions/contract/routes.ts';
import type { FieldProblem } from '../../../api/client.ts';
import { useApi, useCommand } from '../../../api/hooks.ts';
import { useAddress } from '../../../app/address.ts';
import { useSession } from '../../../sign-in/session-context.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { CopyAs } from '../../../ui/copy-as.tsx';
import { Empty, Loading, Notice, Problem } from '../../../ui/notice.tsx';
import { Page as PageFrame } from '../../../ui/page.tsx';
import { bodyOf, type Typed } from './body.ts';
import { fieldsOf } from './fields.ts';
import { MissionFields } from './mission-fields.tsx';
import styles from './new.module.css';
import { ParamField } from './param-field.tsx';
import { useSuggestions } from './suggestions.ts';
import { TypeChoice } from './type-choice.tsx';
import { WhatWillHappen } from './what-will-happen.tsx';
import { writtenNotes } from './written-notes.ts';

const FORM = 'new-mission';
const addressSchema = z.object({ type: missionTypeSchema });

/** A new mission: what it is told, beside what will follow. */
export function Page() {
  const session = useSession();
  if (session.may(missionRoutes.createMission)) return <Known />;
  return (
    <PageFrame title="New mission">
      <Empty title="You may not create missions">
        An operator of this workspace can. <Link to="/missions">All missions</Link>
      </Empty>
    </PageFrame>
  );
}

/** The form once all is known that gives it its height: a button that moves under the pointer loses the click. */
function Known() {
  const usage = useApi(llmRoutes.llmUsage, { query: {} });
  const workflows = useApi(agentRoutes.listWorkflows, {});
  if (!usage.isPending && !workflows.isPending) return <Form configured={usage.data?.configured} />;
  return (
    <PageFrame title="New mission">
      <Loading lines={12} />
    </PageFrame>
  );
}

function Form({ configured }: { readonly configured: boolean | undefined }) {
  const [{ type = 'lead_reactivation' }, change] = useAddress(addressSchema);
  const [typed, setTyped] = useState<Typed>({});
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (problems.length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [problems]);
  const navigate = useNavigate();
  const create = useCommand(missionRoutes.createMission, ['status', 'resources']);
  const suggestions = useSuggestions(type);
  const notes = writtenNotes(configured, isOutreachType(type));
  const { essential, more } = useMemo(() => fieldsOf(type), [type]);
  const made = bodyOf(type, [...essential, ...more], typed);
  // The same form sent twice makes one mission; a changed one makes another.
  const text = JSON.stringify(made);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a key for each content
  const key = useMemo(() => crypto.randomUUID(), [text]);

  const write = (name: string, value: string | boolean) => setTyped((old) => ({ ...old, [name]: value }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if ('problems' in made) return setProblems(made.problems);
    setProblems([]);
    create.mutate(
      { body: made.body, headers: { 'idempotency-key': key } },
      {
        onSuccess: ({ id }) => void navigate({ to: '/missions/$id', params: { id } } as never),
        onError: ({ fields }) => setProblems(fields),
      },
    );
  };
  const problemOf = (path: string) => problems.find((problem) => problem.path === `body.${path}`)?.message;
  const inputs = (fields: typeof essential) =>
    fields.map((field) => (
      <ParamField
        key={field.name}
        field={field}
        value={typed[field.name]}
        onChange={(value) => write(field.name, value)}
        problem={problemOf(`params.${field.name}`)}
        note={notes[field.name]}
        suggestions={suggestions[field.name]}
      />
    ));
  const { workflows } = MISSION_ROWS[type];
  const workflow = String(typed[`${type}.workflow`] || workflows[0]);
  return (
    <PageFrame
      title="New mission"
      about={<Link to="/missions">All missions</Link>}
      actions={
        'body' in made ? <CopyAs route={missionRoutes.createMission} request={{ body: made.body }} /> : null
      }
    >
      <TypeChoice type={type} onChange={(value) => change({ type: value }, { replace: true })} />
      <div className={styles.halves}>
        <form id={FORM} ref={form} onSubmit={submit} noValidate className="stack">
          <Card title="What Rex is told">
            <div className={styles.fields}>{inputs(essential)}</div>
            {more.length === 0 ? null : (
              <details
                className={styles.more}
                open={more.some(({ name }) => problemOf(`params.${name}`)) || undefined}
              >
                <summary>More</summary>
                <div className={styles.fields}>{inputs(more)}</div>
              </details>
            )}
          </Card>
          <MissionFields type={type} typed={typed} onChange={write} problemOf={problemOf} />
          {create.error && create.error.fields.length === 0 ? <Problem error={create.error} /> : null}
          {problems.length === 0 ? null : (
            <div role="alert">
              <Notice tone="bad">
                {problems.length === 1 ? 'A field is' : 'Some fields are'} not right yet.
              </Notice>
            </div>
          )}
        </form>
        <WhatWillHappen type={type} workflow={workflow} dryRun={typed['dryRun'] === true} />
        <div className={`row ${styles.submit}`}>
          <Button type="submit" form={FORM} kind="primary" busy={create.isPending}>
            Create mission
          </Button>
          <span className="quiet small">It is queued at once. You can cancel it at any time.</span>
        </div>
      </div>
    </PageFrame>
  );
}

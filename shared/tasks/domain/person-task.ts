import type { RexEvent } from '../../kernel/events.ts';
import { REX } from '../../kernel/events.ts';
import { derivedId } from '../../kernel/ids.ts';
import { changed, type Task, taskEvent } from './task.ts';

/** What a person does, and no handler: it is escalated from the beginning, until a person says that it is done. */
export const PERSON_TYPE = 'person.do';

/** What is written with a task that was escalated, and with one that no longer is. */
export interface BesidePerson {
  readonly task: Task;
  readonly person?: Task;
  readonly events: readonly RexEvent[];
}

/** An escalated task gives a person an urgent one, in the same transaction. */
export function withPersonTask(next: Task, now: Date): BesidePerson {
  if (next.status !== 'escalated' || next.type === PERSON_TYPE) return { task: next, events: [] };
  const { workspace, id: about, title, error = '', missionId, outcomeUnknown } = next;
  const person = personTask(
    {
      workspace,
      id: derivedId('t', now, `person ${workspace} ${about} ${next.version}`),
      title: `Look at "${title}"`,
      description: outcomeUnknown
        ? `Find out whether it took effect, and run "rex tasks resolve ${about}".`
        : `Look why it did not work ("rex tasks show ${about}"); then retry it, cancel it, or do it yourself.`,
      payload: { about },
      missionId,
      error,
    },
    now,
  );
  return {
    task: { ...next, personTaskId: person.id },
    person,
    events: [taskEvent(person, 'create', { actor: REX, correlationId: about }, now)],
  };
}

type AskedOfPerson = Pick<
  Task,
  'workspace' | 'id' | 'title' | 'description' | 'payload' | 'missionId' | 'error'
>;

/** What a person is asked to do, at once. */
export function personTask(asked: AskedOfPerson, now: Date): Task {
  const at = now.toISOString();
  return {
    ...asked,
    title: asked.title.slice(0, 200),
    version: 1,
    status: 'escalated',
    type: PERSON_TYPE,
    agent: 'person',
    priority: 'urgent',
    createdAt: at,
    createdBy: 'rex',
    dryRun: false,
    dueAt: at,
    attempts: 0,
    outcomeUnknown: false,
  };
}

/** The person's task when what it is about has gone on; nothing when it is over already. */
export function personTaskOver(
  person: Task | undefined,
  because: string,
  now: Date,
): Omit<BesidePerson, 'task'> {
  if (person?.status !== 'escalated') return { events: [] };
  const next = changed(person, 'complete', {
    error: undefined,
    result: { because },
    completedAt: now.toISOString(),
  });
  const cause = { actor: REX, correlationId: person.id };
  return {
    person: { ...next, version: person.version + 1 },
    events: [taskEvent(next, 'complete', cause, now)],
  };
}

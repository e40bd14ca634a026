import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { dying } from '../../../test/memory/meanwhile.ts';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { MINUTE } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { JobAnswer, JobRequest } from '../../llm/app/ports/llm-jobs.ts';
import { assignmentIdOf } from '../domain/assignment.ts';
import { askModel, takeModelAnswer } from './ask-model.ts';

const MISSION = `m_${'1'.repeat(26)}`;
const STEP = 'personalize';
const ID = assignmentIdOf(MISSION, STEP);
const schema = z.object({ text: z.string() });
const question = {
  purpose: STEP,
  schema,
  schemaName: 'text',
  system: 'Write.',
  user: 'Hello',
  maxOutputTokens: 10,
};

function open() {
  const rex = openRex();
  const submitted: JobRequest[] = [];
  const answers = new Map<string, JobAnswer>();
  const deps = {
    ...rex.ports,
    work: { personalize: { answer: schema } },
    jobs: {
      submit: async (request: JobRequest) => void submitted.push(request),
      take: async (responseId: string) => answers.get(responseId),
    },
  };
  let prepared = 0;
  const ask = (change: object = {}) =>
    askModel(
      { ...deps, ...change },
      { workspace: WORKSPACE, missionId: MISSION, step: STEP, correlationId: 'c-1' },
      question,
      async () => void prepared++,
    );
  /** The provider has answered so. */
  const answered = (value: unknown, id = ID): void => {
    answers.set('resp-1', { job: { workspace: WORKSPACE, id } as JobAnswer['job'], value });
  };
  return {
    ...rex,
    deps,
    ask,
    answered,
    submitted,
    take: () => takeModelAnswer(deps, 'resp-1'),
    prepared: () => prepared,
    read: () => deps.assignments.get(WORKSPACE, ID),
    names: () =>
      rex
        .told()
        .map(({ name }) => name)
        .toSorted(),
  };
}
const NEXT = { kind: 'continue-step', workspace: WORKSPACE, missionId: MISSION, step: STEP };

describe('askModel', () => {
  it('holds the step for the model until the deadline, when the step is looked at again', async () => {
    const rex = open();
    expect(await rex.ask()).toBe(true);
    expect(await rex.read()).toMatchObject({ state: 'taken', epoch: 1, lease: { agent: 'model' } });
    expect(rex.submitted).toMatchObject([
      { workspace: WORKSPACE, missionId: MISSION, id: ID, user: 'Hello' },
    ]);
    expect(rex.asked.wakes).toMatchObject([{ at: '2026-03-05T12:30:00.000Z', message: NEXT }]);
    expect(rex.prepared()).toBe(1);
  });

  it('asks once: a step that is started again is done at once', async () => {
    const rex = open();
    await rex.ask();
    expect(await rex.ask()).toBe(false);
    expect(rex.submitted).toHaveLength(1);
    expect(rex.names()).toEqual(['assignment.offered']);
  });

  it('gives up at once when the model cannot be asked, and the step is done without it', async () => {
    const rex = open();
    const refused = new RexError('PROVIDER_UNAVAILABLE', 'The budget is spent.');
    expect(await rex.ask({ jobs: dying(rex.deps.jobs, 'submit', refused) })).toBe(false);
    expect(await rex.read()).toMatchObject({
      state: 'given_up',
      reason: 'The model gave no usable answer in time.',
    });
    expect(rex.names()).toEqual(['assignment.given-up', 'assignment.offered']);
  });

  it('hides no other fault, and leaves the assignment to its deadline', async () => {
    const rex = open();
    await expect(rex.ask({ jobs: dying(rex.deps.jobs, 'submit') })).rejects.toThrow('dies');
    expect(await rex.read()).toMatchObject({ state: 'taken' });
  });
});

describe('takeModelAnswer', () => {
  it('settles the assignment with an answer that fits, and the mission goes on', async () => {
    const rex = open();
    await rex.ask();
    rex.answered({ text: 'Hi' });
    await rex.take();
    expect(await rex.read()).toMatchObject({ state: 'done', result: { text: 'Hi' } });
    expect(rex.asked.queue).toEqual([NEXT]);
    expect(rex.told().find(({ name }) => name === 'assignment.done')).toMatchObject({
      correlationId: 'c-1',
      data: { agentId: 'model', epoch: 1 },
    });
  });

  it('settles it once, and sends the mission on again, since that may have been lost', async () => {
    const rex = open();
    await rex.ask();
    rex.answered({ text: 'Hi' });
    await rex.take();
    rex.answered({ text: 'Other' });
    await rex.take();
    expect(await rex.read()).toMatchObject({ result: { text: 'Hi' } });
    expect(rex.names()).toEqual(['assignment.done', 'assignment.offered']);
    expect(rex.asked.queue).toEqual([NEXT, NEXT]);
  });

  it.each([
    ['has another shape', { text: 1 }],
    ['is missing', undefined],
  ])('gives the assignment up when the answer %s, and the mission goes on without', async (_, value) => {
    const rex = open();
    await rex.ask();
    rex.answered(value);
    await rex.take();
    expect(await rex.read()).toMatchObject({ state: 'given_up' });
    expect(rex.asked.queue).toEqual([NEXT]);
  });

  it('does not take an answer after the deadline', async () => {
    const rex = open();
    await rex.ask();
    rex.pass(30 * MINUTE);
    rex.answered({ text: 'Hi' });
    await rex.take();
    expect(await rex.read()).toMatchObject({ state: 'given_up' });
  });

  it('does nothing for an answer that is not ours, or whose assignment is gone', async () => {
    const rex = open();
    await rex.ask();
    await rex.take();
    rex.answered({ text: 'Hi' }, assignmentIdOf(MISSION, 'another'));
    await rex.take();
    expect(rex.asked.queue).toEqual([]);
    expect(await rex.read()).toMatchObject({ state: 'taken' });
  });
});

import { expect, it } from 'vitest';
import { outcomeOf } from './outcome.ts';
import type { StepRecord } from './step.ts';
import type { Workflow } from './workflows/workflow.ts';

const workflow: Workflow = {
  name: 'test',
  purpose: 'To be judged.',
  steps: [{ name: 'score', dependsOn: [], weight: 90, doing: 'Scoring.', retries: 0 }],
  success: [
    { name: 'some', metric: 'score.leads', operator: '>=', value: 5, sentence: '{} leads.' },
    { name: 'few', metric: 'score.bad', of: 'score.leads', operator: '<=', value: 0.1, sentence: '{} bad.' },
  ],
};

const step = (result: Record<string, unknown>): StepRecord => ({
  workspace: 'acme',
  missionId: `m_${'0'.repeat(26)}`,
  name: 'score',
  version: 1,
  state: 'done',
  total: 0,
  done: [],
  failures: 0,
  result,
  startedAt: '2026-01-01T00:00:00.000Z',
});

it('judges counts and rates by the criteria, and puts the numbers into the sentences', () => {
  expect(outcomeOf(workflow, {}, [step({ leads: 10, bad: 1 })])).toEqual({
    met: true,
    criteria: [
      { name: 'some', met: true, sentence: '10 leads.' },
      { name: 'few', met: true, sentence: '10.0 % bad.' },
    ],
    results: { score: { leads: 10, bad: 1 } },
  });
  expect(outcomeOf(workflow, {}, [step({ leads: 10, bad: 2 })])).toMatchObject({ met: false });
  expect(outcomeOf(workflow, {}, [step({ leads: 4, bad: 0 })])).toMatchObject({ met: false });
});

it('treats a missing count as 0, and a rate over 0 as met', () => {
  expect(outcomeOf(workflow, {}, [step({})]).criteria.map(({ met }) => met)).toEqual([false, true]);
});

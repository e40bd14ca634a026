import { describe, expect, it } from 'vitest';
import { MISSION_ROWS, MISSION_TYPES } from '../../contract/mission.ts';
import { leadReactivation } from './lead-reactivation.ts';
import { checkWorkflow, type Workflow, type WorkflowStep } from './workflow.ts';
import { WORKFLOWS } from './workflows.ts';

const withSteps = (change: (steps: readonly WorkflowStep[]) => readonly WorkflowStep[]): Workflow => ({
  ...leadReactivation,
  steps: change(leadReactivation.steps),
});

describe('an invalid workflow is refused at start', () => {
  it.each<[string, Workflow, RegExp]>([
    ['no steps', withSteps(() => []), /no step/],
    ['a step twice', withSteps((steps) => [...steps, steps[0]!]), /there twice/],
    [
      'a dependency that is not there',
      withSteps((steps) => steps.slice(1)),
      /personalize depends on score, which it does not have/,
    ],
    [
      'a circle',
      withSteps((steps) =>
        steps.map((step) => (step.name === 'score' ? { ...step, dependsOn: ['outreach'] } : step)),
      ),
      /wait for one another/,
    ],
    [
      'an action that nobody knows',
      withSteps((steps) => [...steps, { ...steps[0]!, name: 'dance' as 'score' }]),
      /no agent knows the action dance/,
    ],
    [
      'a bar that does not add up',
      withSteps((steps) => steps.map((step) => ({ ...step, weight: 1 }))),
      /add up to 5/,
    ],
    ['no idea of success', { ...leadReactivation, success: [] }, /succeeded/],
    [
      'a criterion of no step',
      {
        ...leadReactivation,
        success: [{ name: 'x', metric: 'dance.steps', operator: '>=', value: 1, sentence: '{}' }],
      },
      /dance.steps is of no step/,
    ],
  ])('%s', (_, workflow, problem) => {
    expect(() => checkWorkflow(workflow)).toThrow(problem);
  });
});

it('every type of mission has its workflows', () => {
  const named = MISSION_TYPES.flatMap((type) => [...MISSION_ROWS[type].workflows]);
  expect([...WORKFLOWS.keys()].toSorted()).toEqual([...new Set(named)].toSorted());
  for (const [name, workflow] of WORKFLOWS) expect(workflow.name).toBe(name);
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestRex, type TestRex } from '../support/test-rex.ts';
import { HOUR, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';

let rex: TestRex;
let ws: TestWorkspace;
beforeAll(async () => {
  rex = await startTestRex();
  ws = await openWorkspace(rex, 'councilwork');
});
afterAll(() => rex.stop());

const make = async (path: string, body: object) => {
  const made = await ws.call('POST', path, body);
  expect(made.status, made.text).toBe(201);
  return made.json;
};

it('a plan is done by agents, one activity after another, without anybody', async () => {
  const activities = [
    { id: 'thank', days: 1 },
    { id: 'thank-again', days: 1, after: ['thank'] },
  ];
  const plan = await make('/lords/strategos/plans/create', { title: 'Thanks', activities });
  const assignee = { kind: 'agent', id: 'thank-you-writer', input: { about: 'the autumn service' } };
  const assign = (activity: string) =>
    make('/lords/strategos/tasks/assign', { plan: plan.id, activity, assignee });
  const [second, first] = [await assign('thank-again'), await assign('thank')];
  expect([first.state, second.state]).toEqual(['assigned', 'planned']);
  const task = await ws.call('GET', `/api/tasks/${first.result.executorTask}`);
  expect(task.json).toMatchObject({ type: 'agent.run', agent: 'thank-you-writer' });
  const state = async (): Promise<string> =>
    (await ws.call('GET', `/lords/strategos/plans/${plan.id}`)).json.state;
  for (let hours = 0; hours < 8 && (await state()) !== 'completed'; hours++) await rex.advance(HOUR);
  expect(await state()).toBe('completed');
});

it('the Architect analyses what the functions of this Rex have done', async () => {
  const { result } = await make('/lords/architect/architecture/analyze', { days: 1, type: 'api' });
  const components = result.functions.map(({ component }: { component: string }) => component);
  expect(components).toContain('http-strategos');
  expect(components.every((each: string) => each.startsWith('http-'))).toBe(true);
  const own = result.functions.find(({ component }: { component: string }) => component === 'http-strategos');
  expect(own.calls).toBeGreaterThanOrEqual(4);
  expect(own.p95Ms.value).toBeGreaterThan(0);
});

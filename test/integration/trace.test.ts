import { afterAll, beforeAll, expect, it } from 'vitest';
import { everything } from '../support/aws.ts';
import { openLocalTables } from '../support/local-tables.ts';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';
import { leadsCsv, openWorkspace } from '../support/test-workspace.ts';

let rex: TestRex;
beforeAll(async () => {
  rex = await shareTestRex();
});
afterAll(() => rex?.stop());

it('one correlation id connects the request with the last event, and every event names its cause', async () => {
  const ws = await openWorkspace(rex, 'traced');
  await ws.importCsv(leadsCsv(['ann@traced.example', 'bob@traced.example']));
  const token = await rex.token('traced');
  const created = await rex.fetch('POST', '/api/rex/missions', {
    token,
    body: JSON.stringify({ type: 'lead_reactivation', params: { steps: 2, collectDays: 1, holdout: 0 } }),
    headers: { 'x-correlation-id': 'the-one-request' },
  });
  await ws.approve(created.json.id);
  await rex.runUntilIdle(30 * 86_400_000);
  expect(await ws.mission(created.json.id)).toMatchObject({ state: 'COMPLETED' });

  const tables = await openLocalTables(rex.awsEndpoint);
  const events = (await everything(tables.events)) as Record<string, string>[];
  tables.close();
  const ofMission = events.filter(
    ({ pk, name }) =>
      pk === `W#traced#MISSION#${created.json.id}` ||
      (pk?.startsWith('W#traced#') && (name === 'cohort.worked' || name?.startsWith('approval.'))),
  );
  const names = new Set(ofMission.map(({ name }) => name));
  for (const name of ['mission.created', 'mission.transitioned', 'approval.requested', 'cohort.worked']) {
    expect(names, name).toContain(name);
  }
  expect(new Set(ofMission.map(({ correlationId }) => correlationId))).toEqual(new Set(['the-one-request']));
  // Other stories on this Rex write events of their own, by hand.
  const ofWorkspace = events.filter(({ workspace }) => workspace === 'traced');
  expect(ofWorkspace.length).toBeGreaterThan(10);
  expect(ofWorkspace.filter(({ causationId }) => !causationId).map(({ name }) => name)).toEqual([]);
});

it('a question over the bus is answered, and its cause identifies the answer', async () => {
  const asked = await rex.fetch('POST', '/api/rex/bus/check', {
    token: await rex.token('tracedbus', 'operator'),
    headers: { 'x-correlation-id': 'a-question' },
  });
  expect([asked.status, asked.json]).toMatchObject([200, { correlationId: 'a-question' }]);
  await rex.idle();
  const tables = await openLocalTables(rex.awsEndpoint);
  const events = (await everything(tables.events)).filter(({ workspace }) => workspace === 'tracedbus');
  tables.close();
  const [question, answer] = events;
  expect(events).toMatchObject([
    { name: 'bus.asked' },
    { name: 'bus.answered', causationId: question?.['id'] },
  ]);
  expect(answer?.['correlationId']).toBe('a-question');
});

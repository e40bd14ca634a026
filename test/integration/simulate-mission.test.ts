import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Simulation } from '../../shared/forecast/contract/simulation.ts';
import { SILENT_PEOPLE } from '../support/silent-people.ts';
import { startTestRex, type TestRex } from '../support/test-rex.ts';
import { DAY, openWorkspace } from '../support/test-workspace.ts';

/** Addresses of a consumer provider that worked 200 days ago: `1 - 0.995 * 0.98^(200/365.25)`. */
const BOUNCE = 1 - 0.995 * 0.98 ** (200 / 365.25);
/** People who behave as is assumed in a workspace that knows nothing of its own yet. */
const AS_ASSUMED = {
  ...SILENT_PEOPLE,
  hardBounce: BOUNCE,
  reply: 0.01,
  unsubscribe: 0.002,
  complain: 0.0003,
};
const PEOPLE = 180;
const CAP = 90;

let rex: TestRex;
beforeAll(async () => {
  rex = await startTestRex(AS_ASSUMED, 5);
});
afterAll(() => rex?.stop());

const csv = (lastContacted: string): string =>
  [
    'email,first name,last contacted',
    ...Array.from({ length: PEOPLE }, (_, n) => `planned${n}@gmail.com,Pat,${lastContacted}`),
  ].join('\n');

it('a plan holds for the mission that is sent, within what people do by chance', async () => {
  const ws = await openWorkspace(rex, 'planned', { domain: { tier: 'custom', targetPerDay: CAP } });
  const lastContacted = new Date((await rex.now()).getTime() - 200 * DAY).toISOString().slice(0, 10);
  await ws.importCsv(csv(lastContacted));
  const id = await ws.createMission({ steps: 3, collectDays: 2 });
  const simulate = async (query = ''): Promise<Simulation> => {
    const { status, json } = await ws.call('GET', `/api/rex/missions/${id}/simulation${query}`);
    expect(status).toBe(200);
    return json;
  };
  await ws.approvalOf(id);
  const before = await simulate();
  expect(before.leads).toBe(PEOPLE);
  expect(before.approvals).toMatchObject({ messages: 'pending', needed: 1 });
  expect(before.steps.every(({ actual }) => actual === null)).toBe(true);
  expect(before.days.every(({ emails, cap }) => emails <= (cap ?? 0))).toBe(true);
  expect(before.costUsd.planned).toBeGreaterThan(0);
  expect(before.stopped).toBeNull();
  const { steps, people, days: daysBefore } = await simulate();
  expect({ steps, people, days: daysBefore }).toEqual({
    steps: before.steps,
    people: before.people,
    days: before.days,
  });

  await ws.approve(id);
  await rex.runUntilIdle(40 * DAY);
  expect((await ws.mission(id)).state).toBe('COMPLETED');
  const after = await simulate();
  expect(after.approvals).toMatchObject({ messages: 'approved', needed: 0 });
  const sent = after.steps.reduce((all, { actual }) => all + (actual ?? 0), 0);
  expect(sent).toBe((await ws.mails()).length);
  expect(after.days.reduce((all, { actual }) => all + (actual ?? 0), 0)).toBe(sent);
  for (const { actual } of after.days) expect(actual).toBeLessThanOrEqual(CAP);
  expect(after.steps[0]).toEqual({ step: 1, planned: PEOPLE, actual: PEOPLE });
  // Whoever bounces, answers or leaves gets no further step: of each step about so many, and both are draws of it.
  const leavesFirst = BOUNCE + 0.01 + 0.002;
  const leavesLater = 0.005 + 0.01 + 0.002;
  for (const { step, planned, actual } of after.steps) {
    const share = step === 1 ? 0 : 1 - (1 - leavesFirst) * (1 - leavesLater) ** (step - 2);
    const deviation = Math.sqrt(2 * PEOPLE * share * (1 - share));
    expect(Math.abs(planned - (actual ?? 0)), `step ${step}`).toBeLessThanOrEqual(4 * deviation);
    // A plan of another share would not pass: the half of all people is far outside.
    expect(4 * deviation).toBeLessThan(PEOPLE / 5);
  }
  // The same days: a plan of two days for the first step, by the cap.
  const days = after.days.filter(({ planned, actual }) => planned > 0 && (actual ?? 0) > 0);
  expect(days.length).toBeGreaterThanOrEqual(after.days.length - 2);
  const plannedOn = (simulation: Simulation) => simulation.days.filter(({ planned }) => planned > 0).length;
  expect(plannedOn(after)).toBe(plannedOn(before));
  const unknown = await ws.call('GET', `/api/rex/missions/m_${'0'.repeat(26)}/simulation`);
  expect(unknown.status).toBe(404);
});

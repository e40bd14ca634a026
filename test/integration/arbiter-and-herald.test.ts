import { afterAll, beforeAll, expect, it } from 'vitest';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';
import { HOUR, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { expectCatalogued } from '../support/told-events.ts';

let rex: TestRex;
beforeAll(async () => {
  rex = await shareTestRex();
});
afterAll(() => rex?.stop());

it('a contradiction that the hourly look finds is settled by a person, once', async () => {
  const ws = await openWorkspace(rex, 'quarrel');
  const cases = async () => (await ws.call('GET', '/lords/arbiter/cases')).json.cases;
  expect(await cases()).toEqual([]);
  await rex.advance(2 * HOUR);
  const [found, ...more] = await cases();
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    state: 'registered',
    createdBy: 'rex',
    title: 'The daily budget is 10000, and 1 domain may send 4000 in all when warm',
    result: { type: 'goal_conflict', severity: 'low' },
  });
  const caseId = found.id;
  const analysis = await ws.call('POST', '/lords/arbiter/analysis/analyze', { caseId });
  expect(analysis.json.result.causes).toContainEqual(
    expect.objectContaining({ cause: 'settings_contradict' }),
  );
  const { json: proposal } = await ws.call('POST', '/lords/arbiter/resolution/propose', { caseId });
  const body = { proposalId: proposal.id, option: 'Lower the budget', reason: 'Nobody needs more.' };
  const decide = (role: 'operator' | 'approver', key: string) =>
    ws.call('POST', '/lords/arbiter/decision/make', body, { role, headers: { 'idempotency-key': key } });
  expect((await decide('operator', 'once')).status).toBe(403);
  const decided = await decide('approver', 'once');
  expect(decided).toMatchObject({ status: 201, json: { state: 'enforced' } });
  expect((await decide('approver', 'once')).json.id).toBe(decided.json.id);
  expect((await decide('approver', 'twice')).status).toBe(409);
  expect((await cases())[0].state).toBe('enforced');
  const appeal = { decisionId: decided.json.id, grounds: 'We grow.', verdict: 'upheld', reason: 'Not yet.' };
  const own = await ws.call('POST', '/lords/arbiter/appeals/handle', appeal, { role: 'approver' });
  expect([own.status, own.json.detail]).toEqual([
    409,
    'You made this decision: another person decides the appeal.',
  ]);
  const unchallenged = await ws.call('POST', '/lords/arbiter/appeals/handle', appeal);
  expect([unchallenged.status, unchallenged.json.detail]).toEqual([
    409,
    `Nobody has challenged ${decided.json.id}: register a conflict of the type decision_challenge about it first.`,
  ]);
  const challenge = {
    type: 'decision_challenge',
    about: 'We grow',
    decisionId: decided.json.id,
    parties: found.result.parties.map(({ kind, id, wants }: Record<string, string>) => ({ kind, id, wants })),
  };
  const challenged = await ws.call('POST', '/lords/arbiter/conflict/register', challenge, {
    role: 'operator',
  });
  expect(challenged.status).toBe(201);
  expect((await ws.call('POST', '/lords/arbiter/appeals/handle', appeal)).json.state).toBe('upheld');
  expect((await ws.call('GET', '/lords/arbiter/status')).json.cards[0]).toMatchObject({ value: 0 });
});

/** What Rex wrote to the members of the workspace, by its own sender. */
const subjects = async ({ id }: TestWorkspace) =>
  (await rex.mails()).filter(({ to }) => to === `owner@${id}.example`).map(({ mail }) => mail.subject);

it('what somebody writes reaches members as they wish, and a broadcast after an approval of exactly it', async () => {
  const ws = await openWorkspace(rex, 'criers');
  const channels = { email: { from: 'info', digestFrom: null } };
  const { member } = (await ws.call('PUT', '/api/notifications/subscription', { channels })).json;
  const words = { title: 'The printer is back', text: 'It works again.' };
  const told = await ws.call('POST', '/lords/herald/notify/send', { ...words, to: [member] });
  expect(told).toMatchObject({ status: 201, json: { state: 'told' } });
  await rex.idle();
  expect(await subjects(ws)).toEqual(['[Rex info] The printer is back']);
  expect((await ws.call('GET', '/lords/herald/communications/log')).json.entries).toEqual([
    expect.objectContaining({
      member,
      kind: 'message',
      about: told.json.id,
      deliveries: [expect.objectContaining({ channel: 'email', state: 'sent' })],
    }),
  ]);
  const asked = await ws.call(
    'POST',
    '/lords/herald/broadcast/send',
    { title: 'A holiday', text: 'Monday.' },
    { role: 'operator' },
  );
  const { id, result } = asked.json;
  expect(result.counts).toEqual({ in_app: 1, email: 1, slack: 0, sms: 0 });
  const approve = (role: 'operator' | 'approver') =>
    ws.call('POST', `/lords/herald/broadcasts/${id}/approve`, { digest: result.digest }, { role });
  expect((await approve('operator')).status).toBe(403);
  expect((await approve('approver')).json).toMatchObject({ state: 'told' });
  expect((await approve('approver')).status).toBe(409);
  await rex.idle();
  expect(await subjects(ws)).toEqual(['[Rex info] The printer is back', '[Rex info] A holiday']);
  await ws.call('POST', '/lords/herald/subscribers/unregister', {});
  expect((await ws.call('GET', '/lords/herald/subscribers')).json.subscribers).toEqual([]);
});

it('every event that was written matches the catalogue', () => expectCatalogued(rex));

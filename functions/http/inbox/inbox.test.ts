import { expect, it } from 'vitest';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { sampleLead } from '../../../test/support/samples.ts';
import { inboxHandler } from './handler.ts';

const LEAD = sampleLead();
const ID = `c_${LEAD.id.slice(2)}`;
const PATHS = ['/api/inbox/{id}/assign', '/api/inbox/{id}/snooze', '/api/inbox'];

async function open() {
  const rex = openRex();
  await rex.openWorkspace({ timeZone: 'Europe/Berlin' });
  await rex.ports.leads.create(LEAD);
  const handler = inboxHandler(rex.ports, { take: async () => ({ limit: 9, remaining: 9 }) });
  const call = async (
    method: string,
    path: string,
    {
      role = 'operator',
      subject = 'ann',
      body,
      query,
    }: { role?: string; subject?: string; body?: object; query?: Record<string, string> } = {},
  ) => {
    const answer = await handler(
      {
        version: '2.0',
        requestContext: {
          requestId: 'r',
          http: { method, path },
          authorizer: { lambda: { subject, workspace: WORKSPACE, role } },
        },
        rawQueryString: new URLSearchParams(query).toString(),
        queryStringParameters: query ?? {},
        headers: { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      } as never,
      {} as never,
    );
    return { status: answer.statusCode, json: JSON.parse(answer.body) };
  };
  return { ...rex, call };
}

it('says whose a conversation is, by `me` and `nobody`', async () => {
  const { call } = await open();
  expect(await call('POST', '/api/inbox', { body: { leadId: LEAD.id } })).toMatchObject({
    status: 200,
    json: { id: ID, assignee: null, state: 'open', lead: { id: LEAD.id, waiting: [] } },
  });
  const listed = async (assignee: string, subject = 'ann') =>
    (await call('GET', '/api/inbox', { query: { assignee }, subject })).json.conversations.length;
  expect([await listed('nobody'), await listed('me')]).toEqual([1, 0]);
  const assigned = await call('POST', `/api/inbox/${ID}/assign`, { body: { assignee: 'me' } });
  expect(assigned.json).toMatchObject({ assignee: 'ann', version: 2 });
  expect([await listed('nobody'), await listed('me'), await listed('ann', 'bob')]).toEqual([0, 1, 1]);
  for (const assignee of [null, 'nobody']) {
    await call('POST', `/api/inbox/${ID}/assign`, { body: { assignee: 'bob' } });
    expect((await call('POST', `/api/inbox/${ID}/assign`, { body: { assignee } })).json.assignee).toBeNull();
  }
});

it('snoozes until a day of the workspace, or an instant', async () => {
  const { call } = await open();
  await call('POST', '/api/inbox', { body: { leadId: LEAD.id } });
  const snooze = async (until: string) =>
    (await call('POST', `/api/inbox/${ID}/snooze`, { body: { until } })).json;
  expect(await snooze('2026-03-10')).toMatchObject({
    state: 'snoozed',
    snoozedUntil: '2026-03-09T23:00:00.000Z',
  });
  expect(await snooze('2026-03-10T08:00:00Z')).toMatchObject({ snoozedUntil: '2026-03-10T08:00:00.000Z' });
  expect(await snooze('2020-01-01')).toMatchObject({
    code: 'VALIDATION_FAILED',
    fields: [{ path: 'body.until' }],
  });
  expect(await snooze('soon')).toMatchObject({ code: 'VALIDATION_FAILED' });
});

it.each(PATHS)('is changed by operators only: POST %s', async (path) => {
  const { call } = await open();
  const answer = await call('POST', path.replace('{id}', ID), { role: 'viewer', body: {} });
  expect([answer.status, answer.json.code]).toEqual([403, 'FORBIDDEN']);
});

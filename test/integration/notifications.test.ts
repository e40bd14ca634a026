import { afterAll, beforeAll, expect, it } from 'vitest';
import { slackSignature } from '../../shared/notifications/adapters/slack/slack-signature.ts';
import { startScriptedServer } from '../support/scripted-server.ts';
import { startSlackServer } from '../support/slack-server.ts';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';
import { DAY, HOUR, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { expectCatalogued } from '../support/told-events.ts';

const BOT_TOKEN = 'xoxb-a-token-of-the-test';
const SIGNING_SECRET = 'a signing secret of the test'.replaceAll(' ', '-');
const ASK_ALL = [
  { id: 'ask-all', when: { effect: ['seo.audit'] }, verdict: 'ask' as const, because: 'We look first.' },
];

let rex: TestRex;
let site: Awaited<ReturnType<typeof startScriptedServer>>;
let slack: Awaited<ReturnType<typeof startSlackServer>>;
beforeAll(async () => {
  rex = await shareTestRex();
  site = await startScriptedServer();
  slack = await startSlackServer(BOT_TOKEN);
});
afterAll(async () => {
  await rex?.stop();
  site?.stop();
  slack?.stop();
});

/** What Rex wrote to the members of the workspace, by its own sender. */
const toMembers = async ({ id }: TestWorkspace) =>
  (await rex.mails()).filter(
    ({ to, mail }) => mail.from?.address === 'rex@system.example' && to.endsWith(`@${id}.example`),
  );
const html = { 'content-type': 'text/html' };
const audit = async (ws: TestWorkspace, title: string): Promise<string> => {
  site.script([
    { status: 404, body: '' },
    { status: 200, headers: html, body: '<!doctype html><title>Shop</title><h1>Welcome</h1>' },
  ]);
  const payload = { url: `${site.endpoint}/shop` };
  const { json } = await ws.call('POST', '/api/tasks', { type: 'seo.audit', title, payload });
  await rex.idle();
  return json.id;
};
const statusOf = async (ws: TestWorkspace, id: string) =>
  (await ws.call('GET', `/api/tasks/${id}`)).json.status;
const form = (link: string, fields: Record<string, string>) =>
  rex.fetch('POST', link, {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });
const pathIn = (text: string): string => /https?:\/\/[^/\s]+(\/d\/[\w.-]+)/.exec(text)?.[1] ?? '';

it('an alert is a mail to whoever wants it, once; unread until it is read', async () => {
  const ws = await openWorkspace(rex, 'notealert');
  const nobody = await ws.call('GET', '/api/notifications/subscription');
  expect(nobody.status).toBe(404);
  const channels = { email: { from: 'warning', digestFrom: 'info' } };
  expect((await ws.call('PUT', '/api/notifications/subscription', { channels })).json).toMatchObject({
    role: 'owner',
    email: 'owner@notealert.example',
  });
  for (const n of [1, 2]) {
    site.script([{ status: 200, body: 'User-agent: *\nDisallow: /' }]);
    const payload = { url: `${site.endpoint}/${n}` };
    await ws.call('POST', '/api/tasks', { type: 'seo.audit', title: `Page ${n}`, payload });
    await rex.idle();
  }
  const [alert] = (await ws.call('GET', '/api/rex/alerts')).json.alerts;
  expect(alert).toMatchObject({ type: 'task-failed', count: 2 });
  const mails = await toMembers(ws);
  expect(mails.map(({ to, mail }) => [to, mail.subject])).toEqual([
    ['owner@notealert.example', '[Rex warning] A task failed: seo.audit'],
  ]);
  expect(mails[0]?.header('Auto-Submitted')).toBe('auto-generated');
  expect(mails[0]?.mail.headers.filter(({ key }) => key.startsWith('list-'))).toEqual([]);
  // None of it goes out by the domain from which leads are written to.
  expect(await ws.mails()).toEqual([]);
  const unread = (await ws.call('GET', '/api/notifications?unread=true')).json.notifications;
  expect(unread).toMatchObject([{ kind: 'alert', about: alert.id, deliveries: [{ state: 'sent' }] }]);
  expect((await ws.call('POST', `/api/notifications/${unread[0].id}/read`)).status).toBe(200);
  expect((await ws.call('GET', '/api/notifications?unread=true')).json.notifications).toEqual([]);
  const other = await ws.call('POST', `/api/notifications/${unread[0].id}/read`, undefined, {
    role: 'viewer',
  });
  expect(other.status).toBe(404);
  // Nobody acknowledges it: the owner is told again, once.
  await rex.advance(5 * HOUR);
  await rex.idle();
  expect((await toMembers(ws)).map(({ mail }) => mail.subject)).toContain(
    '[Rex warning] Nobody has acknowledged this: A task failed: seo.audit',
  );
  expect(await toMembers(ws)).toHaveLength(2);
  expect(await expectCatalogued(rex)).toContain('alert.raised');
});

it('a mail that comes back is seen in the subscription, and no other follows until it is renewed', async () => {
  const ws = await openWorkspace(rex, 'notebounce');
  const person = { workspace: ws.id, role: 'admin', sub: 'kim', email: 'bounce@simulator.amazonses.com' };
  const { token } = (await rex.fetch('POST', '/_local/token', { body: JSON.stringify(person) })).json;
  const subscription = async (body?: object) =>
    (
      await rex.fetch(body ? 'PUT' : 'GET', '/api/notifications/subscription', {
        token,
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
    ).json;
  const wish = { channels: { email: { from: 'warning' } } };
  expect((await subscription(wish)).mailTrouble).toBeNull();
  const fail = async (n: number) => {
    site.script([{ status: 200, body: 'User-agent: *\nDisallow: /' }]);
    const payload = { url: `${site.endpoint}/${n}` };
    await ws.call('POST', '/api/tasks', { type: 'seo.audit', title: `Page ${n}`, payload });
    await rex.idle();
    await rex.advance(HOUR);
  };
  await fail(1);
  expect((await subscription()).mailTrouble).toMatchObject({ kind: 'bounced', at: expect.any(String) });
  const { notifications } = (await rex.fetch('GET', '/api/notifications', { token })).json;
  expect(notifications.at(-1).deliveries).toMatchObject([
    { channel: 'email', state: 'failed', reason: expect.stringContaining('It came back') },
  ]);
  const { members } = (await ws.call('GET', '/api/notifications/members')).json;
  expect(members).toMatchObject([{ member: 'kim', mailTrouble: { kind: 'bounced' } }]);
  expect((await subscription(wish)).mailTrouble).toBeNull();
});

it('an approval is decided by the link of the mail, once, over exactly what the page shows', async () => {
  const ws = await openWorkspace(rex, 'notelink');
  await ws.settings({ tasks: { policy: ASK_ALL } });
  const body = { channels: {}, requests: ['task'] };
  await ws.call('PUT', '/api/notifications/subscription', body);
  await ws.call('PUT', '/api/notifications/subscription', body, { role: 'viewer' });
  const id = await audit(ws, 'Look at <b>it</b>');
  const mails = await toMembers(ws);
  expect(mails.map(({ to }) => to)).toEqual(['owner@notelink.example']);
  const link = pathIn(mails[0]?.mail.text ?? '');
  const page = await rex.fetch('GET', link);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page.text).toContain('Look at &lt;b&gt;it&lt;/b&gt;');
  expect(page.text).not.toContain('<script');
  expect(await statusOf(ws, id)).toBe('awaiting_approval');
  expect((await form(link, {})).status).toBe(400);
  expect((await form(link, { decision: 'reject', reason: ' ' })).status).toBe(400);
  expect((await rex.fetch('GET', `${link}x`)).status).toBe(404);
  const approved = await form(link, { decision: 'approve' });
  expect([approved.status, approved.text.includes('It is approved')]).toEqual([200, true]);
  expect((await form(link, { decision: 'approve' })).status).toBe(200);
  const second = await form(link, { decision: 'reject', reason: 'No.' });
  expect([second.status, second.text.includes('approved already')]).toEqual([409, true]);
  await rex.idle();
  expect(await statusOf(ws, id)).toBe('completed');

  const changed = await audit(ws, 'Another');
  const newest = pathIn((await toMembers(ws)).at(-1)?.mail.text ?? '');
  await ws.call('PATCH', `/api/tasks/${changed}`, { payload: { url: `${site.endpoint}/other` } });
  const stale = await form(newest, { decision: 'approve' });
  expect([stale.status, stale.text.includes('has changed since')]).toEqual([409, true]);

  const third = await audit(ws, 'A third');
  const late = pathIn((await toMembers(ws)).at(-1)?.mail.text ?? '');
  await rex.advance(3 * DAY + HOUR);
  expect((await form(late, { decision: 'approve' })).text).toContain('has expired');
  expect(await statusOf(ws, third)).toBe('awaiting_approval');
});

it('several approvals are decided together, each by itself', async () => {
  const ws = await openWorkspace(rex, 'notebatch');
  await ws.settings({ tasks: { policy: ASK_ALL } });
  const ids = [await audit(ws, 'One'), await audit(ws, 'Two')];
  const asked = await Promise.all(ids.map((id) => ws.call('GET', `/api/tasks/${id}/approve`)));
  const [one, two] = asked.map(({ json }) => ({ id: json.approvalId, digest: json.digest }));
  const approvals = [one, { ...two, digest: 'other' }];
  const together = { decision: 'approved', approvals };
  expect((await ws.call('POST', '/api/approvals/batch', together)).json.results).toMatchObject([
    { id: one?.id, outcome: 'approved' },
    { id: two?.id, outcome: 'refused', message: expect.stringContaining('look again') },
  ]);
  const rejected = { decision: 'rejected', approvals: [two] };
  expect((await ws.call('POST', '/api/approvals/batch', rejected)).status).toBe(400);
});

it('a button in Slack decides in the name of the member whom an admin has mapped', async () => {
  const ws = await openWorkspace(rex, 'noteslack');
  const connection = await ws.call('POST', '/api/connections', {
    provider: 'slack',
    name: 'Slack',
    account: { teamId: 'T0TEAM', channel: 'C0CHANNEL', api: slack.endpoint },
    secret: { botToken: BOT_TOKEN, signingSecret: SIGNING_SECRET },
  });
  expect(connection.status, connection.text).toBeLessThan(300);
  await ws.settings({
    tasks: { policy: ASK_ALL },
    alerts: { slack: { connection: connection.json.id } },
  });
  const { json: me } = await ws.call('PUT', '/api/notifications/subscription', { channels: {} });
  const id = await audit(ws, 'Look at the shop');
  const [message] = slack.posted;
  expect(slack.posted).toHaveLength(1);
  expect(message?.channel).toBe('C0CHANNEL');
  const buttons = message?.blocks.flatMap((block) => (block.type === 'actions' ? block.elements : [])) ?? [];
  const [link] = message?.blocks.flatMap((block) => (block.type === 'context' ? block.elements : [])) ?? [];
  const page = /^<(\S+)\|Open it in the console>$/.exec(link?.text ?? '')?.[1] ?? '';
  expect(page.startsWith(`${rex.url}/approvals/a_`), link?.text).toBe(true);
  expect((await fetch(page, { headers: { accept: 'text/html' } })).status).toBe(200);
  const value = buttons.find(({ action_id }) => action_id === 'approve')?.value ?? '';
  const press = (user: string) => {
    const payload = {
      type: 'block_actions',
      user: { id: user },
      response_url: `${slack.endpoint}/respond/${user}`,
      actions: [{ action_id: 'approve', block_id: 'decision', value }],
    };
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    return rex.now().then((now) => {
      const timestamp = String(Math.floor(now.getTime() / 1000));
      return rex.fetch('POST', '/hooks/slack/noteslack', {
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': slackSignature(SIGNING_SECRET, timestamp, Buffer.from(body)),
        },
        body,
      });
    });
  };
  expect((await press('U0STRANGER')).status).toBe(200);
  expect(slack.responses.at(-1)?.body).toMatchObject({
    response_type: 'ephemeral',
    text: expect.stringContaining('does not know who you are'),
  });
  const mapped = await ws.call('PUT', `/api/notifications/members/${me.member}`, { slackUser: 'U0OWNER' });
  expect(mapped.json).toMatchObject({ slackUser: 'U0OWNER' });
  for (const _ of [1, 2]) expect((await press('U0OWNER')).status).toBe(200);
  expect(slack.responses.at(-1)?.body).toMatchObject({ replace_original: true });
  await rex.idle();
  expect(await statusOf(ws, id)).toBe('completed');
});

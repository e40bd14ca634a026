import { afterAll, beforeAll, expect, it } from 'vitest';
import { slackSignature } from '../../shared/notifications/adapters/slack/slack-signature.ts';
import { startSlackServer } from '../support/slack-server.ts';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';
import { leadsCsv, openWorkspace } from '../support/test-workspace.ts';

const ID = 'gateways';
const BOT_TOKEN = 'xoxb-a-token-of-the-test';
const SIGNING_SECRET = 'a-signing-secret-of-the-test';

let rex: TestRex;
let slack: Awaited<ReturnType<typeof startSlackServer>>;
beforeAll(async () => {
  rex = await shareTestRex();
  slack = await startSlackServer(BOT_TOKEN);
});
afterAll(async () => {
  await rex?.stop();
  slack?.stop();
});

const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

it('messages below the threshold are refused alike, by whichever way somebody approves them', async () => {
  // What a brand has to say is written by people, and is no link of Rex in Slack.
  const phrases = ['<https://elsewhere.example|since 1921>', 'in Leeds', 'by hand', 'with care'];
  const quality = { gate: true, threshold: 90, brand: { phrases } };
  const ws = await openWorkspace(rex, ID, { settings: { quality } as never });
  const connection = await ws.call('POST', '/api/connections', {
    provider: 'slack',
    name: 'Slack',
    account: { teamId: 'T0TEAM', channel: 'C0CHANNEL', api: slack.endpoint },
    secret: { botToken: BOT_TOKEN, signingSecret: SIGNING_SECRET },
  });
  await ws.settings({ alerts: { slack: { connection: connection.json.id } } });
  const subscription = { channels: {}, requests: ['messages'] };
  const { json: me } = await ws.call('PUT', '/api/notifications/subscription', subscription);
  await ws.call('PUT', `/api/notifications/members/${me.member}`, { slackUser: 'U0OWNER' });
  await ws.importCsv(leadsCsv([`ann@${ID}.example`]));
  const { id, digest } = await ws.approvalOf(await ws.createMission({ steps: 1 }));
  await rex.idle();

  const one = await ws.call('POST', `/api/approvals/${id}/approve`, { digest });
  expect(one.status).toBe(409);
  const words: string = one.json.detail;
  expect(words).toMatch(/^Step 1, variant A: Its quality is .*elsewhere\.example.*Then approve\.$/);

  const batch = { decision: 'approved', approvals: [{ id, digest }] };
  expect((await ws.call('POST', '/api/approvals/batch', batch)).json.results).toEqual([
    { id, outcome: 'refused', message: words },
  ]);

  const mail = (await rex.mails()).find(
    ({ to, mail }) => to === `owner@${ID}.example` && /\/d\/[\w.-]+/.test(mail.text ?? ''),
  );
  const [, link = ''] = /https?:\/\/[^/\s]+(\/d\/[\w.-]+)/.exec(mail?.mail.text ?? '') ?? [];
  const page = await rex.fetch('POST', link, {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ decision: 'approve' }).toString(),
  });
  expect(page.status).toBe(409);
  expect(unescaped(page.text)).toContain(words);
  expect(page.text).not.toContain('<https');

  const payload = {
    type: 'block_actions',
    user: { id: 'U0OWNER' },
    response_url: `${slack.endpoint}/respond/U0OWNER`,
    actions: [{ action_id: 'approve', block_id: 'decision', value: JSON.stringify([id, digest]) }],
  };
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const timestamp = String(Math.floor((await rex.now()).getTime() / 1000));
  const pressed = await rex.fetch('POST', `/hooks/slack/${ID}`, {
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': slackSignature(SIGNING_SECRET, timestamp, Buffer.from(body)),
    },
    body,
  });
  expect(pressed.status).toBe(200);
  const answer = slack.responses.at(-1)?.body as { text: string };
  expect(answer).toMatchObject({ response_type: 'ephemeral' });
  expect(unescaped(answer.text)).toBe(words);
  expect(answer.text).not.toContain('<');

  expect((await ws.call('GET', `/api/approvals/${id}`)).json).toMatchObject({
    state: 'pending',
    decidedBy: null,
  });
  await rex.idle();
  expect(await ws.mails()).toEqual([]);
});

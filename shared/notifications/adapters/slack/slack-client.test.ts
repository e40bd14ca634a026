import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSlackServer } from '../../../../test/support/slack-server.ts';
import { slackBlocks } from '../../domain/slack-blocks.ts';
import { SlackClient } from './slack-client.ts';
import { isFromSlack, slackSignature } from './slack-signature.ts';

const clock = { now: () => new Date('2026-03-05T12:00:00.000Z') };
let server: Awaited<ReturnType<typeof startSlackServer>>;
const refused: string[] = [];
beforeAll(async () => {
  server = await startSlackServer('xoxb-good');
});
afterAll(() => server?.stop());

const account = (botToken = 'xoxb-good', api = server.endpoint) => ({
  botToken,
  signingSecret: 's',
  channel: 'C0CHANNEL',
  api,
  refused: async (reason: string) => void refused.push(reason),
});
const client = new SlackClient({ targets: 'loopback', clock });
const notice = {
  kind: 'alert',
  title: 'x'.repeat(400),
  message: 'y'.repeat(9_000),
} as Parameters<typeof slackBlocks>[0];
const message = () => ({
  channel: 'C0CHANNEL',
  text: 'Hello',
  blocks: slackBlocks(notice, undefined, 'https://console.example/alerts'),
});

it('posts what Slack takes, however long the texts are', async () => {
  expect(await client.post(account(), message())).toMatchObject({ outcome: 'accepted' });
  expect(server.posted).toHaveLength(1);
});

it.each([
  ['429', { outcome: 'unavailable', until: '2026-03-05T12:00:07.000Z' }],
  ['ratelimited', { outcome: 'unavailable' }],
  ['channel_not_found', { outcome: 'refused' }],
  ['internal_error', { outcome: 'unknown' }],
  ['hang up', { outcome: 'unknown' }],
])('says what came of it when Slack answers %s, and posts no second time', async (how, outcome) => {
  server.next.push(how);
  const before = server.posted.length;
  expect(await client.post(account(), message())).toMatchObject(outcome);
  expect(server.posted.length - before).toBe(how === 'hang up' ? 1 : 0);
});

it('tells when the token is refused, and reaches no address that is not allowed', async () => {
  expect(await client.post(account('xoxb-wrong'), message())).toMatchObject({ outcome: 'refused' });
  expect(refused).toHaveLength(1);
  const nowhere = new SlackClient({ targets: 'public', clock });
  expect(await nowhere.post(account(), message())).toMatchObject({ outcome: 'unavailable' });
  expect(await client.respond(account(), 'https://evil.example/x', { text: 'x', instead: true })).toBe(false);
});

it('knows what Slack has signed, by the vector that Slack publishes', () => {
  const body =
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
  const secret = '8f742231b10e8888abcd99yyyzzz85a5';
  const signature = 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503';
  const rawBody = Buffer.from(body);
  expect(slackSignature(secret, '1531420618', rawBody)).toBe(signature);
  const at = (seconds: number) => new Date((1_531_420_618 + seconds) * 1000);
  const request = { timestamp: '1531420618', signature, rawBody };
  expect(isFromSlack(request, secret, at(299))).toBe(true);
  expect(isFromSlack(request, secret, at(301))).toBe(false);
  expect(isFromSlack({ ...request, rawBody: Buffer.from(`${body}x`) }, secret, at(0))).toBe(false);
  expect(isFromSlack({ ...request, timestamp: undefined }, secret, at(0))).toBe(false);
});

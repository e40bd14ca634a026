import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { leadIdOf } from '../../../shared/kernel/ids.ts';
import { channelsHandler } from './handler.ts';

const TOKEN = 'an auth token of the test';
const BASE = 'https://rex.example';
const FORM = { MessageSid: 'SM12', MessageStatus: 'delivered', To: '+15005550006' };
const QUERY = {
  workspace: 'acme',
  mission: 'm_000000000001',
  cohort: 'utc-0001',
  lead: leadIdOf('acme', 'bob@example.test'),
  step: '1',
};

const sent: unknown[] = [];
const events: { workspace: string; events: object[] }[] = [];
const NOW = new Date('2026-01-01T00:00:00Z');
const keyPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const [acme, globex] = [keyPair(), keyPair()];
const accountOf = ({ publicKey }: typeof acme) => ({
  apiKey: 'SG.x',
  webhookPublicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  baseUrl: '',
});
// The limiter of requests with a token, which no webhook asks.
vi.stubEnv('RECORDS_TABLE', 'none');
vi.stubEnv('REQUESTS_PER_MINUTE', '1');
afterAll(() => {
  vi.unstubAllEnvs();
});
const handler = channelsHandler({
  authToken: TOKEN,
  publicBaseUrl: BASE,
  texts: { send: async (messages: readonly unknown[]) => void sent.push(...messages) },
  sendgridAccounts: { acme: accountOf(acme), globex: accountOf(globex) },
  sendgrid: { send: async (messages: typeof events) => void events.push(...messages) },
  clock: { now: () => NOW },
} as never);

/** Twilio signs the address and the sorted fields of its form. */
const signatureOf = (url: string): string =>
  createHmac('sha1', TOKEN)
    .update(url + Object.entries(FORM).sort().flat().join(''))
    .digest('base64');

function callback(query: Record<string, string>, signature?: string) {
  const search = new URLSearchParams(query).toString();
  const path = '/webhook/twilio/status';
  const signed = signature ?? signatureOf(`${BASE}${path}${search === '' ? '' : `?${search}`}`);
  return handler(
    {
      version: '2.0',
      requestContext: { requestId: 'r', http: { method: 'POST', path } },
      rawQueryString: search,
      queryStringParameters: query,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signed },
      body: new URLSearchParams(FORM).toString(),
    } as never,
    {} as never,
  );
}

it.each([
  ['a good address', QUERY],
  ['an address without fields', {}],
  ['a field that is wrong', { ...QUERY, step: 'x', workspace: '../..' }],
])('reads nothing of a status callback that is not signed: %s', async (_, query) => {
  const answer = await callback(query, 'AAAA');
  expect([answer.statusCode, JSON.parse(answer.body).code]).toEqual([401, 'UNAUTHENTICATED']);
  expect(sent).toEqual([]);
});

it('a signed webhook with a wrong address gets an error that names the fault', async () => {
  const answer = await callback({ ...QUERY, step: 'x' });
  expect(answer.statusCode).toBe(400);
  expect(JSON.parse(answer.body).detail).toContain('query.step');
});

describe("SendGrid's event webhook", () => {
  beforeEach(() => {
    events.length = 0;
  });
  const event = (n: number, workspace = 'acme') => ({
    email: 'bob@example.test',
    event: 'delivered',
    timestamp: NOW.getTime() / 1000,
    sg_event_id: `e${n}`,
    sg_message_id: 'abc.filter1',
    workspace,
    mission: `m_${'1'.repeat(26)}`,
    cohort: 'utc-0001',
    lead: QUERY.lead,
    step: '1',
  });
  const bodyOf = (list: readonly object[]): string => `${JSON.stringify(list)}\r\n`;
  interface Posted {
    readonly workspace?: string;
    readonly by?: typeof acme;
    readonly ago?: number;
    /** What is signed. */
    readonly body?: string;
    /** What is sent, if it is another. */
    readonly sent?: string;
  }
  function post({
    workspace = 'acme',
    by = acme,
    ago = 5,
    body = bodyOf([event(1)]),
    sent: posted,
  }: Posted = {}) {
    const timestamp = String(NOW.getTime() / 1000 - ago);
    const signature = sign('sha256', Buffer.from(timestamp + body), by.privateKey).toString('base64');
    return handler(
      {
        version: '2.0',
        requestContext: { requestId: 'r', http: { method: 'POST', path: `/webhook/sendgrid/${workspace}` } },
        rawQueryString: '',
        pathParameters: { workspace },
        headers: {
          'content-type': 'application/json',
          'x-twilio-email-event-webhook-signature': signature,
          'x-twilio-email-event-webhook-timestamp': timestamp,
        },
        body: posted ?? body,
      } as never,
      {} as never,
    );
  }

  it('puts good events on the queue, without the address, in messages of a hundred', async () => {
    const body = bodyOf(Array.from({ length: 250 }, (_, n) => event(n)));
    expect((await post({ body })).statusCode).toBe(204);
    expect(events.map((message) => [message.workspace, message.events.length])).toEqual([
      ['acme', 100],
      ['acme', 100],
      ['acme', 50],
    ]);
    expect(JSON.stringify(events)).not.toContain('bob@');
    expect(Buffer.byteLength(JSON.stringify(events[0]))).toBeLessThan(256 * 1024);
  });

  it.each([
    ['tampered with', { sent: bodyOf([event(2)]) }],
    ['stale', { ago: 26 * 3600 }],
    ['signed by the key of another workspace', { by: globex }],
    ['signed by a key that nobody knows', { by: keyPair() }],
    ['for a workspace without an account', { workspace: 'nobody' }],
    ['without the last line break', { sent: bodyOf([event(1)]).trimEnd() }],
  ])('refuses one that is %s', async (_, given) => {
    const answer = await post(given);
    expect([answer.statusCode, JSON.parse(answer.body).code]).toEqual([401, 'UNAUTHENTICATED']);
    expect(events).toEqual([]);
  });

  it('lets an account speak for its own workspace only', async () => {
    const answer = await post({ workspace: 'globex', by: globex, body: bodyOf([event(1, 'acme')]) });
    expect([answer.statusCode, events]).toEqual([204, []]);
  });

  it('takes the same again, which the ledger knows', async () => {
    await post();
    await post();
    expect(events).toHaveLength(2);
    expect(events[0]).toEqual(events[1]);
  });
});

it('a status callback of an answer names the answer, and nothing of a mission', async () => {
  sent.length = 0;
  const { workspace, lead } = QUERY;
  const answerId = `an_${lead.slice(2)}_${'1'.repeat(20)}`;
  expect((await callback({ workspace, lead, answer: answerId })).statusCode).toBe(204);
  expect(sent).toMatchObject([{ kind: 'answer', workspace, leadId: lead, answerId, status: 'delivered' }]);
  expect((await callback({ workspace, lead })).statusCode).toBe(400);
});

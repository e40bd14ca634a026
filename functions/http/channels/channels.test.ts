import { createHmac } from 'node:crypto';
import { afterAll, expect, it, vi } from 'vitest';
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
  clock: { now: () => new Date('2026-01-01T00:00:00Z') },
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

it('a status callback of an answer names the answer, and nothing of a mission', async () => {
  sent.length = 0;
  const { workspace, lead } = QUERY;
  const answerId = `an_${lead.slice(2)}_${'1'.repeat(20)}`;
  expect((await callback({ workspace, lead, answer: answerId })).statusCode).toBe(204);
  expect(sent).toMatchObject([{ kind: 'answer', workspace, leadId: lead, answerId, status: 'delivered' }]);
  expect((await callback({ workspace, lead })).statusCode).toBe(400);
});

import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startTestRex, type TestRex } from '../support/test-rex.ts';

let rex: TestRex;
beforeAll(async () => {
  // What people get: the tests of other things raise it.
  vi.stubEnv('REX_REQUESTS_PER_MINUTE', '');
  rex = await startTestRex();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rex?.stop();
});

const LIMIT = 100;
const PATHS = ['/api/rex/missions', '/api/rex/status', '/api/approvals', '/api/rex/decisions'] as const;

const askAtOnce = (token: string) =>
  Promise.all(
    Array.from({ length: 160 }, (_, i) => rex.fetch('GET', PATHS[i % PATHS.length] ?? PATHS[0], { token })),
  );

it('a hundred requests of one person pass in a minute, from however many functions at once', async () => {
  const token = await rex.token('busy');
  const began = await rex.now();
  const answers = await askAtOnce(token);
  const minutes = ((await rex.now()).getTime() - began.getTime()) / 60_000;
  const passed = answers.filter(({ status }) => status === 200);
  const refused = answers.filter(({ status }) => status === 429);
  expect(passed.length + refused.length).toBe(answers.length);
  expect(passed.length).toBeGreaterThanOrEqual(LIMIT);
  // On a busy machine they take a while, in which more is allowed.
  expect(passed.length).toBeLessThanOrEqual(LIMIT + Math.ceil(minutes * LIMIT));
  for (const { headers, json } of refused) {
    expect(json).toMatchObject({ code: 'RATE_LIMITED', status: 429 });
    expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(70);
  }
  expect(passed[0]!.headers.get('x-ratelimit-limit')).toBe('100');
});

it('the limit of one person does not slow another person or the same name in another workspace', async () => {
  for (const token of [await rex.token('busy', 'viewer'), await rex.token('quiet')]) {
    expect((await rex.fetch('GET', '/api/rex/missions', { token })).status).toBe(200);
  }
});

it('requests pass after the time that the refusal named, which further refusals do not extend', async () => {
  const token = await rex.token('busy');
  const refused = (await askAtOnce(token)).filter(({ status }) => status === 429);
  // They came from several functions, in no known order: the longest is the one that holds for all.
  await rex.advance(Math.max(...refused.map(({ headers }) => Number(headers.get('retry-after')))) * 1000);
  expect((await rex.fetch('GET', '/api/rex/missions', { token })).status).toBe(200);
});

it('whoever has made too many requests can still stop everything', async () => {
  const token = await rex.token('frantic');
  const settings = {
    brandName: 'Acme',
    senderName: 'Ann',
    postalAddress: '1 Main Street',
    website: 'https://acme.example',
  };
  await rex.fetch('PUT', '/api/rex/settings', { token, body: JSON.stringify(settings) });
  expect((await askAtOnce(token)).some(({ status }) => status === 429)).toBe(true);
  const paused = await rex.fetch('POST', '/api/rex/pause', { token, body: '{}' });
  expect([paused.status, paused.json]).toEqual([200, { paused: true }]);
});

it('requests that need no token are not counted', async () => {
  const answers = await Promise.all(Array.from({ length: 120 }, () => rex.fetch('GET', '/health')));
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
});

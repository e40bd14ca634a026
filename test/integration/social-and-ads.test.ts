import { afterAll, beforeAll, expect, it } from 'vitest';
import { MINUTE } from '../../shared/kernel/clock.ts';
import { startGoogleAdsServer } from '../support/google-ads/google-ads-server.ts';
import { startSocialServer } from '../support/social/social-server.ts';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';
import { openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { expectCatalogued } from '../support/told-events.ts';

let rex: TestRex;
let networks: Awaited<ReturnType<typeof startSocialServer>>;
let google: Awaited<ReturnType<typeof startGoogleAdsServer>>;
beforeAll(async () => {
  rex = await shareTestRex();
  networks = await startSocialServer();
  google = await startGoogleAdsServer();
});
afterAll(async () => {
  await rex?.stop();
  networks?.stop();
  google?.stop();
});

const CLIENT = { refreshToken: 'refresh-0001', clientId: 'client-0001', clientSecret: 'secret-0001' };

const connect = async (ws: TestWorkspace, provider: string, account: object, secret: object) => {
  const body = { provider, name: provider, account, secret };
  const { status, json, text } = await ws.call('POST', '/api/connections', body);
  expect(status, text).toBe(201);
  return json.id as string;
};
const create = async (ws: TestWorkspace, type: string, payload: object, more: object = {}) => {
  const { status, json, text } = await ws.call('POST', '/api/tasks', { type, title: type, payload, ...more });
  expect(status, text).toBe(202);
  await rex.idle();
  return json.id as string;
};
const task = async (ws: TestWorkspace, id: string) => (await ws.call('GET', `/api/tasks/${id}`)).json;
const approve = async (ws: TestWorkspace, id: string) => {
  const { json } = await ws.call('GET', `/api/tasks/${id}/approve`);
  expect((await ws.call('POST', `/api/tasks/${id}/approve`, { digest: json.digest })).status).toBe(200);
  await rex.idle();
};
const undo = async (ws: TestWorkspace, id: string) => {
  const { json, text } = await ws.call('POST', `/api/tasks/${id}/undo`);
  await rex.idle();
  const back = await task(ws, json.id);
  expect(back, text).toMatchObject({ status: 'completed', undoes: id });
};

it('a post waits for an approval of exactly what is posted, is published, counted, and taken back', async () => {
  const now = await rex.now();
  networks.state.now = () => now;
  const ws = await openWorkspace(rex, 'socialpost');
  const connection = await connect(ws, 'x', { userId: '42', api: networks.url }, CLIENT);
  const payload = {
    connection,
    text: 'We repair turntables again.',
    link: 'https://www.acme.com/repairs',
    media: [{ url: `${networks.url}/image.jpg`, alt: 'A turntable' }],
  };
  const id = await create(ws, 'social.publish', payload);
  const asked = await task(ws, id);
  expect(asked).toMatchObject({
    status: 'awaiting_approval',
    effect: {
      costUsd: 0.2,
      content: { text: 'We repair turntables again.\n\nhttps://www.acme.com/repairs' },
      changes: [{ field: 'image 1', after: expect.stringContaining('SHA-256') }],
      limit: 'social',
    },
  });
  expect(networks.state.posts).toEqual([]);
  networks.state.next = ['lost'];
  await approve(ws, id);
  const [post] = networks.state.posts;
  expect(await task(ws, id)).toMatchObject({
    status: 'completed',
    providerId: post?.id,
    deliverableUrl: `https://x.com/i/web/status/${post?.id}`,
    undoable: true,
  });
  expect(networks.asked(/^POST \/2\/tweets$/)).toHaveLength(1);
  const numbers = await create(ws, 'social.numbers', { connection, post: post?.id });
  expect(await task(ws, numbers)).toMatchObject({
    status: 'completed',
    result: { likes: 7, comments: 2, shares: 4, views: 900 },
  });
  await undo(ws, id);
  expect(networks.state.posts).toEqual([]);

  const long = await create(ws, 'social.publish', { connection, text: 'a'.repeat(281) });
  expect(await task(ws, long)).toMatchObject({
    status: 'failed',
    error: expect.stringContaining('X takes 280 characters at most, and this has 281'),
  });
  const dry = await create(ws, 'social.publish', { connection, text: 'Only rehearsed.' }, { dryRun: true });
  expect(await task(ws, dry)).toMatchObject({
    status: 'completed',
    dryRun: true,
    approvalId: null,
    decision: { verdict: 'ask' },
    effect: { content: { text: 'Only rehearsed.' } },
  });
  expect(networks.state.posts).toEqual([]);
  expect(await expectCatalogued(rex)).toContain('task.changed');
});

it('a token that is revoked is an alert, and the task says what to do', async () => {
  const ws = await openWorkspace(rex, 'socialtoken');
  const account = { pageId: '77', api: networks.url };
  const connection = await connect(ws, 'facebook', account, { accessToken: networks.token });
  const id = await create(ws, 'social.publish', { connection, text: 'Hello' });
  networks.state.next = ['token'];
  await approve(ws, id);
  expect(await task(ws, id)).toMatchObject({
    status: 'failed',
    error: expect.stringContaining('renew the connection'),
  });
  expect((await ws.call('GET', `/api/connections/${connection}`)).json.state).toBe('refused');
});

it('a lower bid runs by itself, a raise is asked about, and both are given back', async () => {
  google.clear();
  const ws = await openWorkspace(rex, 'adschange');
  const connection = await connect(
    ws,
    'google_ads',
    { ...google.account, api: google.url },
    { ...CLIENT, developerToken: google.secret.developerToken },
  );
  const bid = () => google.thing('adGroupCriteria', '5~7')['cpcBidMicros'];
  const change = (amount: string) => ({
    connection,
    changes: [{ what: 'keyword_bid', id: '5~7', amount }],
  });
  const cut = await create(ws, 'ads.change', change('0.80'));
  expect(await task(ws, cut)).toMatchObject({
    status: 'completed',
    decision: { verdict: 'run', rule: 'bid-decrease' },
    result: { verified: true },
    snapshots: [{ when: 'before' }, { when: 'after' }],
  });
  expect(bid()).toBe('800000');
  const raise = await create(ws, 'ads.change', change('0.96'));
  expect(await task(ws, raise)).toMatchObject({
    status: 'awaiting_approval',
    decision: { rule: 'ads-change' },
    effect: { changes: [{ before: '0.80', after: '0.96' }] },
  });
  expect(bid()).toBe('800000');
  await approve(ws, raise);
  expect(bid()).toBe('960000');
  await undo(ws, raise);
  await undo(ws, cut);
  expect(bid()).toBe('1000000');
  const much = await create(ws, 'ads.change', change('2'));
  expect(await task(ws, much)).toMatchObject({
    status: 'failed',
    error: expect.stringContaining('tasks.ads.bidUpAtMost'),
  });
  const report = await create(ws, 'ads.report', { connection });
  expect(await task(ws, report)).toMatchObject({
    status: 'completed',
    result: { rows: [{ campaign: 'Shop', cost: '9007199254.740993' }, { campaign: 'Brand' }] },
  });
});

it('two changes of one bid at the same time follow one another, and each is judged by what it finds', async () => {
  const ws = await openWorkspace(rex, 'adsrace');
  const connection = await connect(
    ws,
    'google_ads',
    { ...google.account, api: google.url },
    { ...CLIENT, developerToken: google.secret.developerToken },
  );
  const order = (amount: string) =>
    ws.call('POST', '/api/tasks', {
      type: 'ads.change',
      title: amount,
      payload: { connection, changes: [{ what: 'keyword_bid', id: '5~7', amount }] },
    });
  for (const amounts of [
    ['0.80', '0.90'],
    ['0.90', '0.80'],
  ]) {
    google.clear();
    google.state.takesMs = 300;
    const asked = await Promise.all(amounts.map(order));
    await rex.idle();
    for (let n = 0; n < 3; n++) await rex.advance(MINUTE);
    const all = await Promise.all(asked.map(({ json }) => task(ws, json.id)));
    // Whoever came second and would raise it asks.
    expect(all.map(({ title, status }) => [title, status])).toContainEqual(['0.80', 'completed']);
    expect(all.every(({ status }) => status === 'completed' || status === 'awaiting_approval')).toBe(true);
    expect(google.thing('adGroupCriteria', '5~7')['cpcBidMicros']).toBe('800000');
  }
  google.state.takesMs = 0;
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGoogleAdsServer } from '../support/google-ads/google-ads-server.ts';
import { startScriptedServer } from '../support/scripted-server.ts';
import { startSocialServer } from '../support/social/social-server.ts';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';
import { HOUR, leadsCsv, MINUTE, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { expectCatalogued } from '../support/told-events.ts';
import { startWordPressServer } from '../support/wordpress-server.ts';

const CLIENT = { refreshToken: 'refresh-0001', clientId: 'client-0001', clientSecret: 'secret-0001' };

let rex: TestRex;
let networks: Awaited<ReturnType<typeof startSocialServer>>;
let google: Awaited<ReturnType<typeof startGoogleAdsServer>>;
let site: Awaited<ReturnType<typeof startWordPressServer>>;
let pages: Awaited<ReturnType<typeof startScriptedServer>>;
beforeAll(async () => {
  rex = await shareTestRex();
  networks = await startSocialServer();
  google = await startGoogleAdsServer();
  site = await startWordPressServer();
  pages = await startScriptedServer();
});
afterAll(async () => {
  await rex?.stop();
  networks?.stop();
  google?.stop();
  await site?.stop();
  pages?.stop();
});

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
const toOwner = async ({ id }: TestWorkspace) =>
  (await rex.mails()).filter(({ to }) => to === `owner@${id}.example`);
const setClocks = async () => {
  const now = await rex.now();
  networks.state.now = () => now;
};
const texts = () => networks.state.posts.map(({ text }) => text);

it('a post is approved from a mail, by a link that shows exactly what is posted, and is posted once', async () => {
  await setClocks();
  const ws = await openWorkspace(rex, 'daypost');
  const subscription = { channels: {}, requests: ['task'] };
  await ws.call('PUT', '/api/notifications/subscription', subscription);
  const connection = await connect(ws, 'x', { userId: '42', api: networks.url }, CLIENT);
  const text = 'We repair turntables <b>again</b>.';
  const id = await create(ws, 'social.publish', { connection, text });
  const [mail, ...more] = await toOwner(ws);
  expect([more, mail?.mail.from?.address]).toEqual([[], 'rex@system.example']);
  const link = /https?:\/\/[^/\s]+(\/d\/[\w.-]+)/.exec(mail?.mail.text ?? '')?.[1] ?? '';
  const page = await rex.fetch('GET', link);
  expect(page.text).toContain('We repair turntables &lt;b&gt;again&lt;/b&gt;.');
  // To look at it decides nothing.
  expect([(await task(ws, id)).status, texts()]).toEqual(['awaiting_approval', []]);
  const decide = () =>
    rex.fetch('POST', link, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'decision=approve',
    });
  for (let times = 0; times < 2; times++) expect((await decide()).status).toBe(200);
  await rex.idle();
  expect(texts()).toEqual([text]);
  expect(await task(ws, id)).toMatchObject({ status: 'completed', approvedBy: expect.any(String) });
});

it('a flood of alerts is a few mails and a digest', async () => {
  const ws = await openWorkspace(rex, 'dayflood');
  await ws.settings({ alerts: { mostPerHour: 2 } });
  const channels = { email: { from: 'warning' } };
  await ws.call('PUT', '/api/notifications/subscription', { channels });
  const connection = await connect(ws, 'x', { userId: '42', api: networks.url }, CLIENT);
  pages.script([{ status: 200, body: 'User-agent: *\nDisallow: /' }]);
  // Each fails for good, and each type is a cause of its own. A second failure of a cause is no second alert.
  const failing: readonly (readonly [string, object])[] = [
    ['seo.audit', { url: `${pages.endpoint}/kept` }],
    ['social.publish', { connection, text: 'a'.repeat(281) }],
    ['seo.fix', { connection, kind: 'post', id: 1, set: { title: 'A title' } }],
    ['ads.report', { connection }],
    ['email.send', { lead: `l_${'0'.repeat(20)}`, subject: 'Hello', text: 'Hello' }],
    ['newsletter.send', { list: 'none', subject: 'Hello', text: 'Hello' }],
  ];
  for (const [type, payload] of [...failing, ...failing])
    expect((await task(ws, await create(ws, type, payload))).status).toBe('failed');
  const { alerts } = (await ws.call('GET', '/api/rex/alerts')).json;
  expect(alerts).toHaveLength(failing.length);
  const subjects = async () => (await toOwner(ws)).map(({ mail }) => mail.subject ?? '');
  expect(await subjects()).toHaveLength(2);
  await rex.advance(HOUR + MINUTE);
  await rex.idle();
  const [, , digest, ...more] = await subjects();
  expect([digest, more]).toEqual([`[Rex warning] ${failing.length - 2} notifications`, []]);
  const { notifications } = (await ws.call('GET', '/api/notifications?limit=50')).json;
  expect(notifications.filter(({ kind }: { kind: string }) => kind === 'alert')).toHaveLength(failing.length);
});

it('one stop stops everything, and nothing is lost by it', async () => {
  await setClocks();
  google.clear();
  const ws = await openWorkspace(rex, 'daystop');
  const person = 'reader@daystop.example';
  await ws.importCsv(leadsCsv([person]));
  const news = { id: 'news', name: 'News', purpose: 'What is new', form: 'I want it.', archive: false };
  await ws.call('POST', '/api/newsletters', news);
  const proof = { at: '2026-01-02T10:00:00.000Z', source: 'The fair', text: 'I want the news.' };
  await ws.call('POST', '/api/newsletters/news/subscribers', { email: person, proof });
  const { username, applicationPassword } = site.administrator;
  const x = await connect(ws, 'x', { userId: '42', api: networks.url }, CLIENT);
  const wordpress = await connect(ws, 'wordpress', { url: site.url, username }, { applicationPassword });
  const ads = await connect(
    ws,
    'google_ads',
    { ...google.account, api: google.url },
    { ...CLIENT, developerToken: google.secret.developerToken },
  );
  const lead = await ws.leadId(person);
  const asking = [
    await create(ws, 'social.publish', { connection: x, text: 'Not while we stop' }),
    await create(ws, 'email.send', { lead, subject: 'The catalogue', text: 'Here it is.' }),
    await create(ws, 'newsletter.send', { list: 'news', subject: 'March', text: 'It is spring.' }),
  ];
  // These run by themselves, as soon as it is time.
  const dueAt = new Date((await rex.now()).getTime() + 10 * MINUTE).toISOString();
  const alone = [
    await create(
      ws,
      'seo.fix',
      { connection: wordpress, kind: 'post', id: 1, set: { title: 'Vinyl' } },
      { dueAt },
    ),
    await create(
      ws,
      'ads.change',
      { connection: ads, changes: [{ what: 'keyword_bid', id: '5~7', amount: '0.80' }] },
      { dueAt },
    ),
  ];
  const asked = await Promise.all(asking.map((id) => ws.call('GET', `/api/tasks/${id}/approve`)));
  const outside = async () => ({
    posts: texts().filter((text) => text === 'Not while we stop').length,
    mails: (await ws.mails()).map(({ mail }) => mail.subject).toSorted(),
    title: (await site.ask('GET', 'posts/1')).title.raw,
    bid: google.thing('adGroupCriteria', '5~7')['cpcBidMicros'],
  });
  const before = await outside();
  expect(before).toMatchObject({ posts: 0, mails: [], bid: '1000000' });

  expect((await ws.call('POST', '/api/rex/pause')).status).toBe(200);
  for (const { json } of asked) {
    const approve = await ws.call('POST', `/api/approvals/${json.approvalId}/approve`, {
      digest: json.digest,
    });
    expect(approve.status, approve.text).toBe(200);
  }
  const execute = async () => {
    await Promise.all([1, 2].map(() => ws.call('POST', '/api/cron/tasks/execute')));
    await rex.idle();
    await rex.advance(10 * MINUTE);
    await rex.idle();
  };
  for (let times = 0; times < 3; times++) await execute();
  expect(await outside()).toEqual(before);
  for (const id of [...asking, ...alone]) {
    const { status, attempts, explanation } = await task(ws, id);
    expect([status, attempts, explanation.at(-1)]).toEqual([
      'new',
      0,
      expect.stringContaining('while the workspace is paused'),
    ]);
  }

  expect((await ws.call('POST', '/api/rex/resume')).status).toBe(200);
  await setClocks();
  for (let times = 0; times < 3; times++) await execute();
  for (const id of [...asking, ...alone]) expect(await task(ws, id)).toMatchObject({ status: 'completed' });
  expect(await outside()).toEqual({
    posts: 1,
    mails: ['March', 'The catalogue'],
    title: 'Vinyl',
    bid: '800000',
  });
  await expectCatalogued(rex);
});

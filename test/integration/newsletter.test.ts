import { afterAll, beforeAll, expect, it } from 'vitest';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';
import { DAY, leadsCsv, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { expectCatalogued } from '../support/told-events.ts';

const [ada, ben] = ['ada@reads.example', 'ben@reads.example'];
const NEWS = {
  id: 'news',
  name: 'Product news',
  purpose: 'What is new, once a month',
  form: 'I want to get it <monthly>, and can leave at any time.',
};
const FORM = '/subscribe/readers.news';

let rex: TestRex;
let ws: TestWorkspace;

beforeAll(async () => {
  rex = await shareTestRex();
  const rules = [{ kind: 'repeat', target: 'rex-consumers-newsletters', rate: 1, delayMs: 100 }];
  await rex.fetch('POST', '/_local/faults', { body: JSON.stringify({ rules }) });
  ws = await openWorkspace(rex, 'readers');
  const made = await ws.call('POST', '/api/newsletters', NEWS);
  expect(made.status, made.text).toBe(200);
});
afterAll(() => rex?.stop());

const post = (path: string, fields: Record<string, string> = {}) =>
  rex.fetch('POST', path, {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });
const ask = (email: string) => post(FORM, { email, firstName: 'Reader', form: '1' });
const mailsTo = async (person: string) => (await ws.mails()).filter(({ to }) => to === person);
const pathIn = (text: string | undefined, name: string): string =>
  new RegExp(`/${name}/[A-Za-z0-9_.-]+`).exec(text ?? '')?.[0] ?? 'no link';
const subscribers = async (state: string) =>
  (await ws.call('GET', `/api/newsletters/news/subscribers?state=${state}`)).json.subscribers;

it('has a public form that says what people agree to', async () => {
  const { newsletters } = (await ws.call('GET', '/api/newsletters')).json;
  expect(newsletters).toEqual([expect.objectContaining({ id: 'news', listId: 'news.www.harbour.example' })]);
  expect(new URL(newsletters[0].formAddress).pathname).toBe(FORM);
  const page = await rex.fetch('GET', FORM);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page.text).toContain('I want to get it &lt;monthly&gt;');
  expect(page.text).toContain('Harbour Records: What is new, once a month');
  expect((await rex.fetch('GET', '/subscribe/readers.other')).status).toBe(404);
});

it('answers everybody alike, mails each one link, and takes it by the button alone', async () => {
  const answers = [await ask(ada), await ask(ben)];
  await rex.idle();
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(answers[0]?.text).toBe(answers[1]?.text);
  const [mail, ...more] = await mailsTo(ada);
  expect([mail?.mail.subject, more]).toEqual(['Please confirm: Product news', []]);
  expect(await mailsTo(ben)).toHaveLength(1);
  const link = pathIn(mail?.mail.text, 'confirm');
  // A scanner opens it, with HEAD and GET: nothing is confirmed.
  await rex.fetch('HEAD', link);
  const page = await rex.fetch('GET', link);
  expect([page.status, page.text.includes('<form method="post">')]).toEqual([200, true]);
  expect(await subscribers('confirmed')).toEqual([]);
  expect((await post(link)).text).toContain('You are subscribed');
  expect((await post(link)).text).toContain('You are subscribed');
  expect(await subscribers('confirmed')).toEqual([
    expect.objectContaining({
      email: ada,
      proof: expect.objectContaining({
        kind: 'double_opt_in',
        source: 'form readers.news',
        form: 1,
        askedFrom: expect.stringMatching(/[0-9a-f.:]+/),
        confirmedAt: expect.any(String),
      }),
    }),
  ]);
  expect((await subscribers('pending')).map(({ email }: { email: string }) => email)).toEqual([ben]);
  expect((await ask(ada)).text).toBe(answers[0]?.text);
  await rex.idle();
  expect(await mailsTo(ada)).toHaveLength(1);
});

it('makes no lead of whoever subscribes', async () => {
  const { leads } = (await ws.call('GET', `/api/leads?email=${encodeURIComponent(ada)}`)).json;
  expect(leads).toEqual([]);
});

it('says in the form what is wrong with what was sent', async () => {
  const wrong = await ask('nobody');
  expect([wrong.status, wrong.text.includes('<form method="post">')]).toEqual([400, true]);
  expect((await post(FORM, { email: ada, form: '9' })).text).toContain('load the form again');
  const { json } = await rex.fetch('GET', '/openapi.json');
  const { responses } = json.paths['/subscribe/{token}'].post;
  expect([400, 404, 429].map((status) => Object.keys(responses[status].content)[0])).toEqual(
    Array(3).fill('text/html; charset=utf-8'),
  );
  const made = await ws.call('POST', '/api/newsletters', { ...NEWS, id: 'No Name' });
  expect(made.json.fields).toEqual([expect.objectContaining({ path: 'body.id' })]);
});

it('reminds once who has not confirmed', async () => {
  await rex.advance(3 * DAY);
  await rex.idle();
  await rex.advance(3 * DAY);
  await rex.idle();
  const subjects = (await mailsTo(ben)).map(({ mail }) => mail.subject);
  expect(subjects).toEqual(['Please confirm: Product news', 'Reminder: please confirm: Product news']);
});

it('lets people leave by one click, and come back by a new link only', async () => {
  const [mail] = await mailsTo(ada);
  const list = mail?.mail.headers.find(({ key }) => key === 'list-unsubscribe')?.value;
  const leave = pathIn(String(list), 'leave');
  expect((await rex.fetch('GET', leave)).text).toContain('Unsubscribe');
  expect((await subscribers('confirmed')).length).toBe(1);
  // As mail programs do it: without cookies, and without a page before.
  const left = await post(leave, { 'List-Unsubscribe': 'One-Click' });
  expect([left.status, left.text.includes('You are unsubscribed')]).toEqual([200, true]);
  expect(await subscribers('confirmed')).toEqual([]);
  expect((await post(pathIn(mail?.mail.text, 'confirm'))).status).toBe(404);
  const proof = { at: '2026-01-02T10:00:00.000Z', source: 'The fair', text: 'I want the news.' };
  const added = await ws.call('POST', '/api/newsletters/news/subscribers', { email: ada, proof });
  expect([added.status, added.json.code]).toEqual([409, 'CONFLICT']);
  await ask(ada);
  await rex.idle();
  const again = (await mailsTo(ada)).at(-1);
  expect((await post(pathIn(again?.mail.text, 'confirm'))).text).toContain('You are subscribed');
  expect((await subscribers('confirmed')).map(({ email }: { email: string }) => email)).toEqual([ada]);
  await expectCatalogued(rex);
});

it('loses a subscription with the lead that is erased, and never mails that person again', async () => {
  await ws.importCsv(leadsCsv([ada]));
  const before = (await mailsTo(ada)).length;
  const path = `/api/leads/${await ws.leadId(ada)}/erase`;
  const erased = await ws.call('POST', path, { reason: 'The person asked for it.' });
  expect(erased.status, erased.text).toBeLessThan(300);
  await rex.idle();
  expect(await subscribers('confirmed')).toEqual([]);
  expect((await ask(ada)).status).toBe(200);
  await rex.idle();
  expect((await mailsTo(ada)).length).toBe(before);
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';
import { MINUTE, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { expectCatalogued } from '../support/told-events.ts';

const NEWS = {
  id: 'news',
  name: 'Product news',
  purpose: 'What is new, once a month',
  form: 'I want to get it.',
  archive: true,
};
const PROOF = { at: '2026-01-02T10:00:00.000Z', source: 'The fair', text: 'I want the news.' };
const PAYLOAD = {
  list: 'news',
  subject: 'What is new in March',
  html: '<h1>Hello {{ firstName | reader }}</h1><p>See <a href="https://www.harbour.example/new">what is new</a>.</p><script>alert(1)</script>',
};

let rex: TestRex;
beforeAll(async () => {
  rex = await shareTestRex();
  await faults();
});
afterAll(() => rex?.stop());

/** Whatever is told of mails and whatever works on issues comes twice. */
const faults = (...more: object[]) => {
  const twice = ['newsletters', 'feedback'].map((name) => ({
    kind: 'repeat',
    target: `rex-consumers-${name}`,
    rate: 1,
    delayMs: 200,
  }));
  return rex.fetch('POST', '/_local/faults', { body: JSON.stringify({ rules: [...twice, ...more] }) });
};

async function opened(id: string, settings: object = {}): Promise<TestWorkspace> {
  const ws = await openWorkspace(rex, id, { settings });
  const made = await ws.call('POST', '/api/newsletters', NEWS);
  expect(made.status, made.text).toBe(200);
  return ws;
}

async function subscribe(ws: TestWorkspace, emails: readonly string[], change: object = {}): Promise<void> {
  for (const email of emails) {
    const added = await ws.call('POST', '/api/newsletters/news/subscribers', {
      email,
      proof: PROOF,
      ...change,
    });
    expect(added.status, added.text).toBe(200);
  }
}

const readers = (count: number, host: string) =>
  Array.from({ length: count }, (_, n) => `reader${n}@${host}.example`);

/** Asks for an issue, and approves what would be done. Returns the ids of its task and its issue. */
async function approved(ws: TestWorkspace, payload: object = {}): Promise<{ task: string; issue: string }> {
  const task = { type: 'newsletter.send', title: 'March', payload: { ...PAYLOAD, ...payload } };
  const created = await ws.call('POST', '/api/tasks', task);
  expect(created.status, created.text).toBe(202);
  const { id } = created.json;
  await rex.idle();
  const { digest, status, effect } = (await ws.call('GET', `/api/tasks/${id}/approve`)).json;
  expect(status).toBe('awaiting_approval');
  const done = await ws.call('POST', `/api/tasks/${id}/approve`, { digest });
  expect(done.status, done.text).toBe(200);
  await rex.idle();
  return { task: id, issue: effect.facts.issue };
}

async function pass(ms = 2 * MINUTE): Promise<void> {
  await rex.advance(ms);
  await rex.idle();
}

const issueOf = async (ws: TestWorkspace, id: string) =>
  (await ws.call('GET', `/api/newsletters/news/issues/${id}`)).json;
const recipients = async (ws: TestWorkspace) =>
  (await ws.mails())
    .filter(({ mail }) => mail.subject === PAYLOAD.subject)
    .map(({ to }) => to)
    .toSorted();

it('goes to those alone who have confirmed, once a day, after a person has seen exactly what goes out', async () => {
  const ws = await opened('gazette');
  const emails = readers(28, 'gazette');
  await subscribe(ws, emails, { firstName: 'Ada', attributes: { plan: 'free' } });
  await subscribe(ws, ['other@gazette.example'], { attributes: { plan: 'paid' } });
  await rex.fetch('POST', '/subscribe/gazette.news', {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ email: 'pending@gazette.example', form: '1' }).toString(),
  });
  const { task, issue } = await approved(ws, { segment: { attributes: { plan: ['free'] } } });
  const { effect, decision, status, result } = (await ws.call('GET', `/api/tasks/${task}`)).json;
  expect(decision).toMatchObject({ verdict: 'ask', rule: 'newsletter' });
  expect(effect).toMatchObject({
    recipients: { count: 28 },
    content: { subject: PAYLOAD.subject, html: expect.stringContaining('Hello reader') },
    limit: 'newsletter',
  });
  expect([status, result]).toEqual(['completed', { issue, recipients: 28 }]);
  await pass();
  await pass();
  expect(await recipients(ws)).toEqual(emails.toSorted());

  const sent = (await ws.mails()).find(({ mail }) => mail.subject === PAYLOAD.subject);
  expect(sent?.header('list-id')).toBe('<news.www.harbour.example>');
  expect(sent?.header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  expect(sent?.mail.html).toContain('Hello Ada');
  const leave = /\/leave\/[\w.-]+/.exec(sent?.header('list-unsubscribe') ?? '')?.[0] ?? 'no link';
  const left = await rex.fetch('POST', leave, { body: 'List-Unsubscribe=One-Click' });
  expect(left.status).toBe(200);
  const { issues } = (await ws.call('GET', '/api/newsletters/news/issues')).json;
  expect(issues).toEqual([await issueOf(ws, issue)]);
  expect(issues[0]).toMatchObject({
    state: 'finished',
    segment: 'plan free',
    counts: { recipients: 28, sent: 28, delivered: 28, unclear: 0, bounced: 0, complained: 0, left: 1 },
  });

  const page = await rex.fetch('GET', new URL(issues[0].archiveAddress).pathname);
  expect([page.status, page.headers.get('content-security-policy')]).toEqual([
    200,
    expect.stringMatching(/^default-src 'none';.*sandbox/),
  ]);
  expect(page.text).toContain('Hello reader');
  expect(page.text).not.toContain('/leave/');
  await ws.call('POST', '/api/newsletters', { ...NEWS, archive: false });
  expect((await rex.fetch('GET', new URL(issues[0].archiveAddress).pathname)).status).toBe(404);

  const second = await approved(ws, { subject: 'Again' });
  expect((await ws.call('GET', `/api/tasks/${second.task}`)).json).toMatchObject({
    status: 'new',
    error: expect.stringContaining('tasks.limits.newsletter'),
  });
  expect((await ws.call('GET', `/api/newsletters/news/issues/${second.issue}`)).status).toBe(404);
});

it('is rehearsed in a dry run: everything is shown, and nothing goes out', async () => {
  const ws = await opened('gazettedry');
  await ws.settings({ dryRun: true });
  await subscribe(ws, readers(3, 'gazettedry'));
  const created = await ws.call('POST', '/api/tasks', {
    type: 'newsletter.send',
    title: 'March',
    payload: PAYLOAD,
  });
  await rex.idle();
  const { status, dryRun, effect } = (await ws.call('GET', `/api/tasks/${created.json.id}`)).json;
  expect([status, dryRun, effect.recipients.count]).toEqual(['completed', true, 3]);
  await pass();
  expect(await recipients(ws)).toEqual([]);
});

const HARM = [
  ['bounces', 'suppressionlist', 5, 'bounced', 'bounced'],
  ['complaints', 'complaint', 3, 'complained', 'reported as spam'],
] as const;
it.each(HARM)(
  'stops by itself at too many %s, and waits for a person',
  async (name, address, count, state, says) => {
    const ws = await opened(`gaz${name}`.slice(0, 16), { dailyBudget: 30 });
    const harmed = Array.from({ length: count }, (_, n) => `${address}+${name}${n}@simulator.amazonses.com`);
    await subscribe(ws, harmed);
    await pass(1);
    await subscribe(ws, readers(45, name));
    const { issue } = await approved(ws);
    await pass();
    await pass();
    const stopped = await issueOf(ws, issue);
    expect(stopped).toMatchObject({ state: 'stopped', reason: expect.stringContaining(says) });
    expect(stopped.counts[state]).toBe(count);
    const marked = (await ws.call('GET', `/api/newsletters/news/subscribers?state=${state}`)).json
      .subscribers;
    expect(marked.map(({ email }: { email: string }) => email).toSorted()).toEqual(harmed.toSorted());
    const { alerts } = (await ws.call('GET', '/api/rex/alerts')).json;
    const stops = alerts.filter(({ type }: { type: string }) => type === 'newsletter.stopped');
    expect(stops).toMatchObject([{ severity: 'critical', state: 'open' }]);
    const before = await recipients(ws);
    // There is room for more today, and nobody else gets it.
    await ws.settings({ dailyBudget: 1000 });
    await pass();
    expect(await recipients(ws)).toEqual(before);
    const decide = (verb: string) =>
      ws.call('POST', `/api/newsletters/news/issues/${issue}/${verb}`, { reason: 'We have looked at it.' });
    expect((await decide('resume')).json.state).toBe('sending');
    await pass();
    const after = await recipients(ws);
    expect([after.length, new Set(after).size]).toEqual([45 + count, 45 + count]);
    expect((await decide('cancel')).status).toBe(409);
  },
);

it('is sent to each once, whoever is killed, races, or pauses it', async () => {
  const ws = await opened('gazettekill');
  const emails = readers(90, 'gazettekill');
  await subscribe(ws, emails);
  const { issue } = await approved(ws);
  await ws.call('POST', '/api/rex/pause');
  await pass();
  expect(await recipients(ws)).toEqual([]);
  await ws.call('POST', '/api/rex/resume');
  await faults({
    kind: 'kill-worker',
    target: 'rex-consumers-newsletters',
    // The first of them, whatever they would do: with luck one alone sends all of it.
    rate: 1,
    delayMs: 100,
    times: 4,
  });
  for (let minutes = 0; minutes < 30 && (await issueOf(ws, issue)).state === 'sending'; minutes += 3)
    await pass(3 * MINUTE);
  const { rules } = (await rex.fetch('GET', '/_local/faults')).json;
  expect(rules.at(-1).happened).toBeGreaterThan(0);
  await faults();
  await pass(10 * MINUTE);
  const got = await recipients(ws);
  expect(new Set(got).size).toBe(got.length);
  const { state, counts, reason } = await issueOf(ws, issue);
  // Whom a killed worker was calling about counts as unclear, unless the provider has told of them since.
  expect([state, reason, counts.sent + counts.unclear]).toEqual(['finished', null, 90]);
  expect(counts.sent).toBe(got.length);
  expect(await expectCatalogued(rex)).toContain('issue.changed');
});

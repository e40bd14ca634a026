import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAQ } from '../support/faq-questions.ts';
import { answer, receiveMail } from '../support/inbound-mail.ts';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';
import { HOUR, leadsCsv, MINUTE, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { expectCatalogued } from '../support/told-events.ts';

const people = ['frequent', 'unsure', 'stops', 'other', 'machine', 'later'].map(
  (name) => `${name}@asks.example`,
);
const [frequent = '', unsure = '', stops = '', other = '', machine = '', later = ''] = people;

/** People get the first mail of a mission, and write back. What comes in and what tasks do is worked on twice. */
describe('people who ask', () => {
  let rex: TestRex;
  let ws: TestWorkspace;

  const mailsTo = async (person: string) => (await ws.mails()).filter(({ to }) => to === person);
  const writes = async (person: string, text: string) => {
    const [first] = await mailsTo(person);
    if (!first) throw new Error(`Nothing went to ${person}.`);
    await answer(rex, first, text);
    await rex.idle();
  };
  const taskOf = async (person: string) => {
    const lead = await ws.leadId(person);
    const { tasks } = (await ws.call('GET', '/api/tasks?limit=100')).json;
    return tasks.find(({ payload }: { payload: { lead: string } }) => payload.lead === lead);
  };
  const approve = async (id: string) => {
    const { digest } = (await ws.call('GET', `/api/tasks/${id}/approve`)).json;
    const approved = await ws.call('POST', `/api/tasks/${id}/approve`, { digest });
    await rex.idle();
    return approved;
  };

  beforeAll(async () => {
    rex = await shareTestRex();
    const rules = ['tasks', 'inbound', 'answers'].map((queue) => ({
      kind: 'repeat',
      target: `rex-consumers-${queue}`,
      rate: 1,
      delayMs: 100,
    }));
    await rex.fetch('POST', '/_local/faults', { body: JSON.stringify({ rules }) });
    ws = await openWorkspace(rex, 'asks');
    for (const body of Object.values(FAQ))
      expect((await ws.call('POST', '/api/faq', body, { role: 'approver' })).status).toBe(200);
    await ws.importCsv(leadsCsv(people));
    await ws.approve(await ws.createMission({ steps: 1, collectDays: 5 }));
    await rex.advance(HOUR);
  });
  afterAll(() => rex?.stop());

  it('make no task as long as the workspace does not want it', async () => {
    await writes(other, 'How long does delivery take?');
    expect(await taskOf(other)).toBeUndefined();
    await ws.settings({ tasks: { email: { answers: 'on' } } });
  });

  it('get the approved answer to a frequent question by itself, once, in their thread', async () => {
    await writes(frequent, 'Hello,\n\nhow long does delivery take?\n\nThanks!');
    const [first, second, ...more] = await mailsTo(frequent);
    expect([first?.mail.subject !== undefined, more]).toEqual([true, []]);
    expect(second?.mail.text).toContain('we deliver within 3 working days');
    expect(second?.mail.text).toContain('> how long does delivery take?');
    expect(second?.mail.replyTo?.[0]?.address).toBe(first?.mail.replyTo?.[0]?.address);
    const header = second?.mail.headers.find(({ key }) => key === 'auto-submitted');
    expect(header?.value).toBe('auto-replied');
    expect(await taskOf(frequent)).toMatchObject({
      status: 'completed',
      decision: { rule: 'faq-email' },
      createdBy: 'rex',
      undoable: false,
    });
    // A person still reads what was written, and decides.
    expect((await ws.explain(frequent)).lead.held).toMatchObject({ reason: 'reply' });
    const { conversations } = (await ws.call('GET', '/api/inbox')).json;
    const { id } = conversations.find(({ lead }: { lead: { email: string } }) => lead.email === frequent);
    const { messages } = (await ws.call('GET', `/api/inbox/${id}`)).json;
    expect(messages.map(({ type }: { type: string }) => type)).toEqual(['sent', 'received', 'answer']);
    expect(messages.at(-1)).toMatchObject({ state: 'delivered', author: 'rex' });
    // A member who has not seen the answer is told of it; one who has may say more.
    const words = { text: 'And one more thing: parcels to islands take a day longer.' };
    const unseen = await ws.call('POST', `/api/inbox/${id}/answers`, words);
    expect([unseen.status, unseen.json.detail]).toEqual([
      409,
      expect.stringMatching(/^Task t_\w+ has answered this message already/),
    ]);
    const after = messages.at(-1).id;
    expect((await ws.call('POST', `/api/inbox/${id}/answers`, { ...words, after })).status).toBe(202);
    await rex.idle();
    expect(await mailsTo(frequent)).toHaveLength(3);
  });

  it('get nothing for a doubtful question before somebody has seen it, and then the edited words', async () => {
    await writes(unsure, 'How long does delivery take? I live in Norway.');
    const { id, status, effect, payload } = await taskOf(unsure);
    expect([status, effect.facts]).toEqual([
      'awaiting_approval',
      expect.objectContaining({ source: 'template' }),
    ]);
    expect(await mailsTo(unsure)).toHaveLength(1);
    const edited = { ...payload, text: 'Hello,\n\nto Norway it takes a week.\n\nElena' };
    const before = (await ws.call('GET', `/api/tasks/${id}/approve`)).json.digest;
    expect(
      (await ws.call('PATCH', `/api/tasks/${id}`, { payload: edited }, { role: 'operator' })).status,
    ).toBe(200);
    await rex.idle();
    // What was shown before binds nothing any more.
    expect((await ws.call('POST', `/api/tasks/${id}/approve`, { digest: before })).status).toBe(409);
    expect((await approve(id)).status).toBe(200);
    const [, second, ...more] = await mailsTo(unsure);
    expect([second?.mail.text?.includes('to Norway it takes a week.'), more]).toEqual([true, []]);
    const { autonomy } = (await ws.call('GET', '/api/autonomy')).json;
    expect(autonomy).toMatchObject([{ agent: 'email', effect: 'email.answer', unchanged: 0, decided: 1 }]);
    // An edit is no reason to ask less: there is less evidence than before anything was decided.
    const [record] = autonomy;
    expect([record.byItself, record.evidence < 1, record.ran]).toEqual([false, true, 0]);
    expect((await ws.call('POST', `/api/tasks/${id}/undo`)).status).toBe(409);
  });

  it('who ask to stop in between get nothing that was approved before', async () => {
    await writes(stops, 'How long does delivery take? I live in Norway.');
    const { id } = await taskOf(stops);
    await ws.call('POST', '/api/rex/pause');
    await approve(id);
    await writes(stops, 'Please unsubscribe me.');
    await ws.call('POST', '/api/rex/resume');
    await rex.advance(5 * MINUTE);
    expect(await taskOf(stops)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('SUPPRESSED'),
    });
    expect(await mailsTo(stops)).toHaveLength(1);
  });

  it('are not answered when a program writes, or somebody else', async () => {
    const [first] = await mailsTo(machine);
    const to = first?.mail.replyTo?.[0]?.address ?? '';
    const mail = { to, subject: 'Re: Hello', text: 'How long does delivery take?' };
    await receiveMail(rex, { ...mail, from: machine, headers: ['Auto-Submitted: auto-replied'] });
    await receiveMail(rex, { ...mail, from: 'colleague@elsewhere.example' });
    await rex.advance(5 * MINUTE);
    expect(await taskOf(machine)).toBeUndefined();
    expect(await mailsTo(machine)).toHaveLength(1);
  });

  it('teach the Cognition what people make of drafts, once the day is over', async () => {
    await rex.advance(25 * HOUR);
    const { learning } = (await ws.call('GET', '/lords/cognition/learning/recent?limit=100')).json;
    const of = learning.filter(({ result }: { result: { topic: string } }) =>
      result.topic.startsWith('drafts.'),
    );
    // Of two drafts one was changed, and one was approved as it was; what went out by itself was nobody's decision.
    expect(of.map(({ result }: { result: object }) => result)).toMatchObject([
      {
        topic: 'drafts.answers.template',
        source: { kind: 'mission' },
        counts: { successes: 1, trials: 2 },
        text: expect.stringContaining('1 went out as they were, 1 were changed, 0 were discarded'),
      },
    ]);
  });

  it('get a letter of a task when it is due and somebody has approved it', async () => {
    const dueAt = new Date((await rex.now()).getTime() + 3 * 24 * HOUR).toISOString();
    const payload = { lead: await ws.leadId(later), subject: 'The catalogue', text: 'Here it is.' };
    const body = { type: 'email.send', title: 'Send the catalogue', payload, dueAt };
    const { json } = await ws.call('POST', '/api/tasks', body);
    await rex.idle();
    expect((await taskOf(later)).status).toBe('new');
    await rex.advance(3 * 24 * HOUR + 5 * MINUTE);
    await approve(json.id);
    expect(await taskOf(later)).toMatchObject({ status: 'completed' });
    const [, letter, ...more] = await mailsTo(later);
    expect([letter?.mail.subject, more]).toEqual(['The catalogue', []]);
    expect(letter?.mail.text).toContain('12 Quay Street');
    const limits = (await ws.call('GET', '/api/cron/tasks/execute')).json.limits;
    expect(limits).toContainEqual(expect.objectContaining({ name: 'email', used: 1, most: 50 }));
    expect(await expectCatalogued(rex)).toContain('faq.changed');
  });
});

import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { ADA, openCorrespondence } from '../../../test/memory/correspondence.ts';
import { dying } from '../../../test/memory/meanwhile.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { ANN, BEN } from '../../../test/memory/tasks.ts';
import { FAQ } from '../../../test/support/faq-questions.ts';
import { recordAnswerFeedback } from '../../inbox/app/record-answer-feedback.ts';
import { sweepAnswers } from '../../inbox/app/sweep-answers.ts';
import { DAY, HOUR, MINUTE } from '../../kernel/clock.ts';
import { suppressLead } from '../../leads/app/suppress-lead.ts';
import { replyIdOf } from '../../leads/domain/hold.ts';
import { editTask } from '../../tasks/app/change-task.ts';
import { putFaqEntry } from './manage-faq.ts';

const ASKED = 'Hello,\n\nhow long does delivery take?\n\nThanks!';
const ANSWER = 'Hello Ada,\n\nwe deliver within 3 working days.\n\nAnn';
const UNSURE = 'How long does delivery take? I am in Norway.';
const WHY = { reason: 'unsubscribe', source: 'mail 2', actor: ANN.actor, correlationId: 'c' } as const;

type World = Awaited<ReturnType<typeof openCorrespondence>>;
const answering = async (rex: World, text = ASKED) =>
  (await rex.create('email.answer', { message: await rex.writes(text) })).id;

describe('email.answer', () => {
  it('answers by itself from the list, in the thread, and says that a program did', async () => {
    const rex = await openCorrespondence();
    const id = await answering(rex);
    expect(await rex.work(id)).toMatchObject({
      status: 'completed',
      decision: { verdict: 'run', rule: 'faq-email' },
      providerId: 'p-1',
      effect: {
        facts: { source: 'faq', faq: true, proposed: false, cites: 'delivery' },
        recipients: { count: 1, sample: [ADA] },
        content: { subject: 'Re: A question', text: ANSWER, leadId: ADA },
        limit: 'email',
      },
    });
    await rex.work(id);
    expect(rex.mails).toHaveLength(1);
    const mail = await PostalMime.parse(rex.mails[0]?.raw ?? new Uint8Array());
    const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value;
    expect(mail.to?.[0]?.address).toBe('p1@people.example');
    expect(mail.text).toContain(ANSWER);
    expect(mail.text).toContain('> how long does delivery take?');
    expect(header('in-reply-to')).toBe('<q1@people.example>');
    expect(header('auto-submitted')).toBe('auto-replied');
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(await rex.answers()).toMatchObject([{ state: 'sent', task: id, by: 'rex', drafted: true }]);
    expect((await rex.lead(1)).hold).toMatchObject({ reason: 'reply' });
  });

  it('takes the id of the reply, too, and names a message that is not there', async () => {
    const rex = await openCorrespondence();
    const message = replyIdOf(ADA, await rex.writes(ASKED));
    const { id } = await rex.create('email.answer', { message });
    expect(await rex.work(id)).toMatchObject({ status: 'completed', effect: { content: { text: ANSWER } } });
    const { id: wrong } = await rex.create('email.answer', { message: 'in-99' });
    expect(await rex.work(wrong)).toMatchObject({
      status: 'failed',
      error: 'There is no message in-99 of this person by email that could be answered.',
    });
  });

  it.each([
    ['a question that is not certain', { email: { answers: 'on' } }, UNSURE, 'default'],
    [
      'every question, where the workspace wants only proposals',
      { email: { answers: 'propose' } },
      ASKED,
      'email-proposed',
    ],
    ['a template', { email: { answers: 'on' } }, 'How do I return my order?', 'default'],
  ])('asks about %s, and sends what was approved', async (_, tasks, text, rule) => {
    const rex = await openCorrespondence({ tasks });
    const id = await answering(rex, text);
    expect(await rex.work(id)).toMatchObject({
      status: 'awaiting_approval',
      decision: { verdict: 'ask', rule },
    });
    expect(rex.mails).toEqual([]);
    await rex.approve(id);
    expect(await rex.work(id)).toMatchObject({ status: 'completed', approvedBy: 'ben' });
    expect(rex.mails).toHaveLength(1);
  });

  it('sends edited words, and the agent earns nothing by them', async () => {
    const rex = await openCorrespondence();
    const message = await rex.writes(UNSURE);
    const { id } = await rex.create('email.answer', { message });
    await rex.work(id);
    const ref = { workspace: WORKSPACE, id };
    await editTask(rex.deps, ref, { lead: ADA, message, text: 'Five days to Norway.' }, BEN);
    expect(await rex.work(id)).toMatchObject({
      status: 'awaiting_approval',
      effect: { content: { text: 'Five days to Norway.' }, facts: { source: 'written', faq: false } },
    });
    await rex.approve(id);
    expect(await rex.work(id)).toMatchObject({ status: 'completed', editedBy: 'ben' });
    const mail = await PostalMime.parse(rex.mails[0]?.raw ?? new Uint8Array());
    expect(mail.text).toContain('Five days to Norway.');
    const record = await rex.ports.trackRecords.get({
      workspace: WORKSPACE,
      agent: 'email',
      effect: 'email.answer',
      segment: 'written',
    });
    expect(record).toMatchObject({ decided: 1, unchanged: 0 });
    expect(record?.evidence).toBeLessThan(1);
  });

  it('asks anew when the entry was changed after the approval', async () => {
    const rex = await openCorrespondence({ tasks: { email: { answers: 'propose' } } });
    const id = await answering(rex);
    await rex.work(id);
    await rex.approve(id);
    const body = { ...FAQ['delivery']!, answer: 'Four days.' };
    await putFaqEntry(rex.ports, { workspace: WORKSPACE, body, cause: ANN });
    expect(await rex.work(id)).toMatchObject({
      status: 'awaiting_approval',
      error: expect.stringContaining('has changed'),
      effect: { content: { text: 'Four days.' } },
    });
    expect(rex.mails).toEqual([]);
  });

  it.each([
    [
      'asked to stop',
      (rex: World) => suppressLead(rex.ports, { workspace: WORKSPACE, leadId: ADA, ...WHY }),
      'SUPPRESSED',
    ],
    ['wrote again', (rex: World) => rex.writes('And one more thing.'), 'HELD'],
    ['may have asked to stop', (rex: World) => rex.writes('Enough.', { reason: 'possible_opt_out' }), 'HELD'],
  ] as const)('sends nothing that was approved when the person %s meanwhile', async (_, act, why) => {
    const rex = await openCorrespondence();
    const id = await answering(rex, UNSURE);
    await rex.work(id);
    await rex.approve(id);
    rex.pass(MINUTE);
    await act(rex);
    expect(await rex.work(id)).toMatchObject({ status: 'failed', error: expect.stringContaining(why) });
    expect(rex.mails).toEqual([]);
  });

  it('waits in a pause, and looks at everything again after it', async () => {
    const rex = await openCorrespondence();
    const id = await answering(rex);
    await rex.changeSettings({ paused: true });
    expect(await rex.work(id)).toMatchObject({ status: 'new', attempts: 0 });
    await rex.changeSettings({ paused: false });
    expect(await rex.work(id)).toMatchObject({ status: 'completed' });
  });

  it('answers a message once, whoever asks for it', async () => {
    const rex = await openCorrespondence();
    const message = await rex.writes(ASKED);
    const first = await rex.create('email.answer', { message });
    const second = await rex.create('email.answer', { message });
    await rex.work(first.id);
    expect(await rex.work(second.id)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('answers this message already'),
    });
    expect(rex.mails).toHaveLength(1);
  });

  it('stops between two programs that answer each other', async () => {
    const rex = await openCorrespondence();
    const states: string[] = [];
    for (let n = 0; n < 5; n++) {
      const id = await answering(rex);
      await rex.ports.leads.save({ ...(await rex.lead(1)), hold: undefined });
      states.push((await rex.work(id)).status);
      rex.pass(MINUTE);
    }
    expect(states).toEqual(['completed', 'completed', 'completed', 'failed', 'failed']);
    rex.pass(DAY);
    await rex.ports.leads.save({ ...(await rex.lead(1)), hold: undefined });
    const id = await answering(rex);
    expect(await rex.work(id)).toMatchObject({ status: 'completed' });
  });

  it('refuses where no entry is near and no model may write, and says what to do', async () => {
    const rex = await openCorrespondence();
    const id = await answering(rex, 'Do you have the catalogue of this year?');
    expect(await rex.work(id)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('rex inbox answer'),
    });
  });

  it('counts in the limit of the day', async () => {
    const rex = await openCorrespondence({ tasks: { email: { answers: 'on' }, limits: { email: 0 } } });
    const id = await answering(rex);
    expect(await rex.work(id)).toMatchObject({
      status: 'new',
      error: expect.stringContaining('tasks.limits.email'),
    });
    expect(rex.mails).toEqual([]);
  });

  it('only rehearses in a dry run', async () => {
    const rex = await openCorrespondence();
    const message = await rex.writes(ASKED);
    const { id } = await rex.create('email.answer', { message }, { dryRun: true });
    expect(await rex.work(id)).toMatchObject({ status: 'completed', effect: { content: { text: ANSWER } } });
    expect([rex.mails, await rex.answers()]).toEqual([[], []]);
  });
});

describe('a fault', () => {
  it('before the mail was handed over is tried again, and no more than a fault', async () => {
    const rex = await openCorrespondence();
    const id = await answering(rex);
    const faulty = await rex.work(id, { answers: dying(rex.ports.answers, 'claim') });
    expect(faulty).toMatchObject({ status: 'new', attempts: 1, outcomeUnknown: false });
    rex.pass(2 * MINUTE);
    expect(await rex.work(id)).toMatchObject({ status: 'completed', attempts: 2 });
    expect(rex.mails).toHaveLength(1);
  });

  it('of the provider, which takes nothing now, is tried again when it says', async () => {
    const rex = await openCorrespondence();
    const id = await answering(rex);
    const until = new Date(rex.ports.clock.now().getTime() + HOUR).toISOString();
    const busy = { send: async () => ({ outcome: 'unavailable', reason: 'Too many.', until }) as const };
    expect(await rex.work(id, { mailer: busy })).toMatchObject({ status: 'new', lookAt: until });
    expect(await rex.answers()).toMatchObject([{ state: 'withdrawn' }]);
    rex.pass(HOUR);
    expect(await rex.work(id)).toMatchObject({ status: 'completed' });
    expect(rex.mails).toHaveLength(1);
  });
});

describe('a death of the worker', () => {
  const after = 6 * MINUTE;

  it('before the mail was handed over: the next one sends it', async () => {
    const rex = await openCorrespondence();
    const id = await answering(rex);
    const answers = dying(dying(rex.ports.answers, 'claim'), 'save');
    await expect(rex.work(id, { answers })).rejects.toThrow('dies');
    expect(await rex.read(id)).toMatchObject({ status: 'in_progress', outcomeUnknown: false });
    expect(await rex.answers()).toMatchObject([{ state: 'queued' }]);
    rex.pass(after);
    await rex.work(id);
    expect(await rex.work(id)).toMatchObject({ status: 'completed', attempts: 2 });
    expect(rex.mails).toHaveLength(1);
  });

  it('after it was handed over: what the provider tells of it settles it, and nothing goes twice', async () => {
    const rex = await openCorrespondence();
    const id = await answering(rex);
    const dead = { mailer: lost(rex), tasks: dying(rex.ports.tasks, 'save') };
    await expect(rex.work(id, dead)).rejects.toThrow('dies');
    const [answer] = await rex.answers();
    expect(answer?.state).toBe('claimed');
    const at = rex.ports.clock.now();
    await recordAnswerFeedback(rex.ports, answer!, {
      kind: 'delivered',
      at: at.toISOString(),
      providerMessageId: 'p-1',
    } as never);
    rex.pass(after);
    expect(await rex.work(id)).toMatchObject({ status: 'completed', providerId: 'p-1' });
    expect(rex.mails).toHaveLength(1);
  });

  it('after it was handed over, and nobody tells anything: a person finds out', async () => {
    const rex = await openCorrespondence();
    const id = await answering(rex);
    expect(await rex.work(id, { mailer: lost(rex) })).toMatchObject({
      status: 'escalated',
      outcomeUnknown: true,
    });
    rex.pass(HOUR);
    await sweepAnswers(rex.ports);
    await rex.work(id);
    expect(await rex.answers()).toMatchObject([{ state: 'unknown' }]);
    expect(rex.mails).toHaveLength(1);
  });
});

const lost = (rex: World) => ({
  send: async (mail: Parameters<World['ports']['mailer']['send']>[0]) => {
    await rex.ports.mailer.send(mail);
    return { outcome: 'unknown', reason: 'The connection was lost.' } as const;
  },
});

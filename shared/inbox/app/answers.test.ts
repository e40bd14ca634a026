import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { meanwhile } from '../../../test/memory/meanwhile.ts';
import { openOutreach, personOf } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { claimNumber } from '../../channels/app/claim-number.ts';
import { recordNumberWords } from '../../channels/app/record-number-words.ts';
import { channelSettingsSchema } from '../../channels/contract/channels.ts';
import { numberIdOf } from '../../channels/domain/contact-number.ts';
import { DAY, HOUR, MINUTE } from '../../kernel/clock.ts';
import { suppressLead } from '../../leads/app/suppress-lead.ts';
import { holdPerson } from '../../replies/app/hold-person.ts';
import { decideApproval } from '../../review/app/decide-approval.ts';
import type { OutgoingText, SendOutcome } from '../../sending/app/ports/sending.ts';
import { missionHashOf, readThreadToken } from '../../sending/domain/thread-token.ts';
import { conversationIdOf } from '../domain/conversation.ts';
import { recordAnswerFeedback } from './record-answer-feedback.ts';
import { type RequestAnswer, requestAnswer } from './request-answer.ts';
import { sendAnswer } from './send-answer.ts';
import { resolveAnswer, withdrawAnswer } from './settle-answer.ts';
import { sweepAnswers } from './sweep-answers.ts';
import { viewConversation } from './view-conversation.ts';

const CAUSE = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c-1' } as const;
const OURS = '+15005550006';
const PHONE = '+447400312345';
const LEAD = personOf(1).id;

/** A person whom a mission wrote to by e-mail, and who has written back by each of these channels. */
async function world(
  settings: Parameters<typeof openOutreach>[0] = {},
  by: readonly ('email' | 'sms' | 'whatsapp')[] = ['email'],
) {
  const rex = await openOutreach({
    ...settings,
    settings: {
      channels: channelSettingsSchema.parse({ sms: { sender: OURS }, whatsapp: { sender: OURS } }),
      ...settings.settings,
    },
  });
  await rex.send();
  const texts: OutgoingText[] = [];
  const ports = {
    ...rex.ports,
    texter: {
      send: async (text: OutgoingText): Promise<SendOutcome> => {
        texts.push(text);
        return { outcome: 'accepted', providerMessageId: 'SM1' };
      },
    },
  };
  const lead = await rex.lead(1);
  await ports.leads.save({ ...lead, profile: { ...lead.profile, firstName: 'Jo', phone: PHONE } });
  rex.pass(HOUR);
  const at = () => ports.clock.now().toISOString();
  if (by.some((channel) => channel !== 'email')) {
    const last = {
      channel: 'sms' as const,
      missionId: rex.id,
      cohort: 'utc-0001',
      leadId: LEAD,
      step: 1,
      at: at(),
    };
    await claimNumber(ports, { workspace: WORKSPACE, phone: PHONE, last });
  }
  for (const [n, channel] of by.entries()) {
    const message = {
      id: `in-${n}`,
      receivedAt: at(),
      channel,
      kind: 'reply' as const,
      evidence: '',
      subject: channel === 'email' ? 'Shall we?' : '',
      text: 'How much is it?\nAnd when?',
      missionId: rex.id,
      step: 1,
      ...(channel === 'email' ? { messageId: '<abc@people.example>' } : {}),
    };
    await holdPerson(ports, { workspace: WORKSPACE, leadId: LEAD, reason: 'reply', message });
    rex.pass(MINUTE);
  }
  rex.mails.length = 0;
  const ask = (body: Partial<RequestAnswer['body']> = {}, idempotencyKey?: string) =>
    requestAnswer(ports, {
      workspace: WORKSPACE,
      id: conversationIdOf(LEAD),
      body: { text: 'It is free.', drafted: false, ...body },
      idempotencyKey,
      cause: CAUSE,
    });
  /** Everything that waits on the queue is worked on. */
  const work = async () => {
    for (const message of rex.asked.answers.splice(0)) await sendAnswer(ports, message);
  };
  const get = (id: string) => ports.answers.get({ workspace: WORKSPACE, leadId: LEAD, id });
  const sweep = async () => {
    const found = await sweepAnswers(ports);
    await work();
    return found;
  };
  return { ...rex, ports, texts, ask, work, get, sweep };
}
const mailOf = (raw: Uint8Array | undefined) => PostalMime.parse(raw ?? new Uint8Array());

describe('an answer by e-mail', () => {
  it('is under way from before it is claimed until it is settled, so that a pause is answered after it', async () => {
    const { ask, asked, ports, get } = await world();
    const { id } = await ask();
    const seen: unknown[] = [];
    const look = async () => void seen.push([(await get(id))?.state, await ports.underWay.any(WORKSPACE)]);
    const answers = meanwhile(ports.answers, 'claim', look);
    const mailer = {
      send: async (...mail: Parameters<typeof ports.mailer.send>) => {
        const outcome = await ports.mailer.send(...mail);
        await look();
        return outcome;
      },
    };
    await sendAnswer({ ...ports, answers, mailer }, asked.answers[0]!);
    await look();
    expect(seen).toEqual([
      ['claimed', true],
      ['claimed', true],
      ['sent', false],
    ]);
  });

  it('goes out once, in the thread of what the person wrote, from the address of the thread', async () => {
    const { ask, work, get, mails, id, ports, asked } = await world();
    const answer = await ask();
    expect(answer).toMatchObject({ state: 'queued', channel: 'email', subject: 'Re: Shall we?', by: 'ann' });
    await work();
    for (let again = 0; again < 2; again++) {
      asked.answers.push({ workspace: WORKSPACE, leadId: LEAD, answerId: answer.id });
      await work();
    }
    expect(mails).toHaveLength(1);
    const mail = await mailOf(mails[0]?.raw);
    const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value;
    expect(mail.from).toMatchObject({ name: 'Ann', address: 'hello@mail.acme.example' });
    expect(mail.subject).toBe('Re: Shall we?');
    expect(mail.inReplyTo).toBe('<abc@people.example>');
    const [thread, answered] = (header('references') ?? '').split(/\s+/);
    expect(answered).toBe('<abc@people.example>');
    const token = /^reply\+(.+)@mail\.acme\.example$/.exec(mail.replyTo?.[0]?.address ?? '')?.[1] ?? '';
    expect(thread).toBe(`<${token}@mail.acme.example>`);
    expect(readThreadToken('secret', token)).toMatchObject({
      leadId: LEAD,
      missionHash: missionHashOf(id),
      step: 1,
    });
    expect(header('list-unsubscribe')).toContain('https://rex.example/u/');
    expect(mail.text?.trim()).toBe('It is free.\n\nOn 2026-03-05, Jo wrote:\n> How much is it?\n> And when?');
    expect(mails[0]).toMatchObject({
      to: 'p1@people.example',
      tags: { workspace: WORKSPACE, lead: LEAD, answer: answer.id },
    });
    expect(await get(answer.id)).toMatchObject({ state: 'sent', providerMessageId: expect.any(String) });
    const view = await viewConversation(ports, WORKSPACE, conversationIdOf(LEAD), { limit: 25 });
    expect(view.messages.at(-1)).toMatchObject({
      type: 'answer',
      author: 'ann',
      state: 'sent',
      text: 'It is free.',
    });
    // The person is still held from everything automated: nobody has decided about the reply.
    expect((await ports.leads.get(WORKSPACE, LEAD))?.hold).toBeDefined();
  });

  it('is one for one Idempotency-Key', async () => {
    const { ask, work, mails } = await world();
    const first = await ask({}, 'key-1');
    await work();
    expect((await ask({}, 'key-1')).id).toBe(first.id);
    await expect(ask({ text: 'It is not.' }, 'key-1')).rejects.toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    });
    const after = first.id;
    expect((await ask({ text: 'Another.', after }, 'key-2')).id).not.toBe(first.id);
    await work();
    expect(mails).toHaveLength(2);
  });

  it('is sent by the monitor when its message was lost', async () => {
    const { ask, asked, sweep, mails, pass } = await world();
    await ask();
    asked.answers.length = 0;
    expect(await sweep()).toBe(0);
    pass(3 * MINUTE);
    expect(await sweep()).toBe(1);
    expect(mails).toHaveLength(1);
    pass(DAY);
    expect(await sweep()).toBe(0);
  });

  it('keeps no markup of the person or the member', async () => {
    const { ask, work, mails } = await world();
    await ask({ text: '<script>alert(1)</script> & more' });
    await work();
    const mail = await mailOf(mails[0]?.raw);
    expect(mail.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; more');
    expect(mail.html).not.toContain('<script>');
  });

  it('is claimed before the provider is called: without an answer it is unknown, and never sent again', async () => {
    const { ask, work, get, answers, mails, pass, sweep, ports } = await world();
    const { id } = await ask();
    answers.push({ outcome: 'unknown', reason: 'no answer' });
    await work();
    expect(await get(id)).toMatchObject({ state: 'claimed', reason: 'no answer' });
    pass(16 * MINUTE);
    await sweep();
    expect(await get(id)).toMatchObject({ state: 'unknown' });
    await sweep();
    expect(mails).toHaveLength(1);
    await expect(withdrawAnswer(ports, { workspace: WORKSPACE, id, cause: CAUSE })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    const resolved = await resolveAnswer(ports, { workspace: WORKSPACE, id, outcome: 'sent', cause: CAUSE });
    expect(resolved.state).toBe('sent');
  });

  it('is tried again when the provider says that it did not send', async () => {
    const { ask, work, get, answers, mails, pass, sweep } = await world();
    const { id } = await ask();
    answers.push({ outcome: 'unavailable', reason: 'Throttling' });
    await work();
    expect(await get(id)).toMatchObject({ state: 'queued', reason: 'Throttling' });
    pass(6 * MINUTE);
    await sweep();
    expect([(await get(id))?.state, mails.length]).toEqual(['sent', 2]);
  });

  it('waits as long as the provider says', async () => {
    const { ask, work, get, answers, ports } = await world();
    const { id } = await ask();
    const until = new Date(ports.clock.now().getTime() + 20 * MINUTE).toISOString();
    answers.push({ outcome: 'unavailable', reason: 'SENDGRID_429', until });
    await work();
    expect(await get(id)).toMatchObject({ state: 'queued', dueAt: until });
  });

  it('goes by SendGrid where its domain does', async () => {
    const channels = channelSettingsSchema.parse({ email: { provider: 'sendgrid' } });
    const { ask, work, get, mails } = await world({ settings: { channels } });
    const { id } = await ask();
    await work();
    expect(mails).toMatchObject([
      { provider: 'sendgrid', tags: { workspace: WORKSPACE, lead: LEAD, answer: id } },
    ]);
    expect(mails[0]?.parts.headers?.['In-Reply-To']).toBe('<abc@people.example>');
    expect((await get(id))?.state).toBe('sent');
  });

  it('that a process died over is settled by the event of the provider', async () => {
    const { ask, work, get, ports, pass, sweep } = await world();
    const { id } = await ask();
    ports.mailer.send = () => Promise.reject(new Error('died'));
    await expect(work()).rejects.toThrow('died');
    const ref = { workspace: WORKSPACE, leadId: LEAD, id };
    const at = ports.clock.now().toISOString();
    const sent = { kind: 'sent', at, providerMessageId: 'ses-1' } as const;
    for (let again = 0; again < 2; again++) await recordAnswerFeedback(ports, ref, sent);
    expect(await get(id)).toMatchObject({ state: 'sent', providerMessageId: 'ses-1' });
    await recordAnswerFeedback(ports, ref, { kind: 'delivered', at });
    await recordAnswerFeedback(ports, ref, sent);
    pass(DAY);
    await sweep();
    expect((await get(id))?.state).toBe('delivered');
  });

  it.each([
    ['complained', 'complained', 'complaint'],
    ['bounced', 'bounced', 'hard_bounce'],
  ] as const)('that has %s stops the person', async (kind, state, reason) => {
    const { ask, work, get, ports } = await world();
    const { id } = await ask();
    await work();
    const at = ports.clock.now().toISOString();
    const bounce = { kind: 'bounced', at, permanent: true, diagnostic: '550 5.1.1' } as const;
    const feedback = kind === 'bounced' ? bounce : { kind, at };
    await recordAnswerFeedback(ports, { workspace: WORKSPACE, leadId: LEAD, id }, feedback);
    expect((await get(id))?.state).toBe(state);
    expect((await ports.leads.get(WORKSPACE, LEAD))?.suppression?.reason).toBe(reason);
  });
});

describe('what a provider tells of an answer by e-mail', () => {
  const AT = '2026-03-06T10:00:00.000Z';
  const STORY = [
    { kind: 'sent', at: AT, providerMessageId: 'sg-1' },
    { kind: 'rejected', at: AT, reason: 'SendGrid: Unsubscribed Address' },
    { kind: 'unsubscribed', at: AT },
  ] as const;

  it.each([
    ['in order', STORY],
    ['in disorder, and twice', [...STORY.toReversed(), ...STORY]],
  ])('stops a person who has unsubscribed, and comes to the same: %s', async (_, told) => {
    const { ask, work, get, ports } = await world();
    const { id } = await ask();
    await work();
    for (const feedback of told)
      await recordAnswerFeedback(ports, { workspace: WORKSPACE, leadId: LEAD, id }, feedback);
    expect(await get(id)).toMatchObject({ state: 'refused', reason: 'SendGrid: Unsubscribed Address' });
    const lead = await ports.leads.get(WORKSPACE, LEAD);
    expect(lead?.suppression?.reason).toBe('unsubscribe');
    // Nobody has to decide about what they wrote any more.
    expect(lead?.hold).toBeUndefined();
  });

  it('is counted once where its own counts are compared, and an answer that nobody knows is not', async () => {
    const { ask, work, ports } = await world();
    const { id } = await ask();
    await work();
    const heard: unknown[] = [];
    const deps = {
      ...ports,
      countHeard: async (workspace: string, ends: readonly unknown[]) => void heard.push(workspace, ...ends),
    };
    const ref = { workspace: WORKSPACE, leadId: LEAD, id };
    for (const kind of ['delivered', 'sent', 'delivered', 'opened'] as const)
      await recordAnswerFeedback(
        deps,
        ref,
        kind === 'opened' ? { kind, at: AT, signs: [] } : { kind, at: AT },
      );
    await recordAnswerFeedback(deps, { ...ref, id: 'an_unknown' }, { kind: 'complained', at: AT });
    await recordAnswerFeedback(deps, { ...ref, id: 'an_unknown' }, { kind: 'unsubscribed', at: AT });
    expect(heard).toEqual([WORKSPACE, { outcome: 'delivered', at: AT }]);
    expect((await ports.leads.get(WORKSPACE, LEAD))?.suppression).toBeUndefined();
  });
});

describe('what keeps an answer back', () => {
  it('a pause: it goes out when the workspace is resumed', async () => {
    const { ask, work, get, ports, mails, pass, sweep } = await world();
    const pause = async (paused: boolean) => {
      const record = (await ports.workspaces.get(WORKSPACE))!;
      await ports.workspaces.save({ ...record, settings: { ...record.settings, paused } }, 'version', []);
    };
    const { id } = await ask();
    await pause(true);
    await work();
    expect(await get(id)).toMatchObject({ state: 'queued', reason: expect.stringContaining('PAUSED') });
    await pause(false);
    pass(2 * HOUR);
    await sweep();
    expect([(await get(id))?.state, mails.length]).toEqual(['sent', 1]);
  });

  it('a suppression, for good, whatever the person asked: before and after it was requested', async () => {
    const { ask, work, get, ports, mails } = await world();
    const { id } = await ask();
    const why = { workspace: WORKSPACE, leadId: LEAD, reason: 'manual', source: 'x', ...CAUSE } as const;
    await suppressLead(ports, why);
    await work();
    expect(await get(id)).toMatchObject({ state: 'blocked', reason: expect.stringContaining('SUPPRESSED') });
    await expect(ask()).rejects.toMatchObject({ code: 'CONFLICT', message: /must not be contacted/ });
    expect(mails).toEqual([]);
  });

  it('a suppression at the last moment', async () => {
    const { ask, asked, get, ports, mails } = await world();
    const { id } = await ask();
    const why = { workspace: WORKSPACE, leadId: LEAD, reason: 'manual', source: 'x', ...CAUSE } as const;
    const late = {
      ...ports,
      limits: meanwhile(ports.limits, 'take', () => suppressLead(ports, why)),
    };
    await sendAnswer(late, asked.answers[0]!);
    expect(mails).toEqual([]);
    await sendAnswer(ports, asked.answers[0]!);
    expect([(await get(id))?.state, mails.length]).toEqual(['blocked', 0]);
  });

  it('a pause at the last moment, and it goes out after it', async () => {
    const { ask, asked, changeSettings, get, pass, ports, mails, sweep } = await world();
    const { id } = await ask();
    const limits = meanwhile(ports.limits, 'take', () => changeSettings({ paused: true }));
    await sendAnswer({ ...ports, limits }, asked.answers.pop()!);
    expect([(await get(id))?.state, mails.length]).toEqual(['queued', 0]);
    await changeSettings({ paused: false });
    pass(2 * MINUTE);
    await sweep();
    expect([(await get(id))?.state, mails.length]).toEqual(['sent', 1]);
  });

  it('another part of Rex that speaks to the person now', async () => {
    const { ask, work, get, ports, pass, sweep } = await world();
    const { id } = await ask();
    const lead = (await ports.leads.get(WORKSPACE, LEAD))!;
    const until = new Date(ports.clock.now().getTime() + 5 * MINUTE).toISOString();
    await ports.leads.save({ ...lead, lease: { holder: 'm_x#1', until } });
    await work();
    expect(await get(id)).toMatchObject({ state: 'queued', dueAt: until });
    pass(5 * MINUTE);
    await sweep();
    expect((await get(id))?.state).toBe('sent');
  });

  it('a dry run sends nothing', async () => {
    const { ask, work, get, mails } = await world({ settings: { dryRun: true } });
    const { id } = await ask();
    await work();
    expect([(await get(id))?.state, mails]).toEqual(['dry_run', []]);
  });

  it('a withdrawal, as long as it has not gone out', async () => {
    const { ask, work, get, mails, ports } = await world();
    const { id } = await ask();
    for (let again = 0; again < 2; again++)
      await withdrawAnswer(ports, { workspace: WORKSPACE, id, cause: CAUSE });
    await work();
    expect([(await get(id))?.state, mails]).toEqual(['withdrawn', []]);
  });

  it('nothing was written that could be answered', async () => {
    const { ask } = await world();
    await expect(ask({ channel: 'sms' })).rejects.toMatchObject({ code: 'CONFLICT', message: /by sms/ });
  });
});

describe('an answer that needs an approval', () => {
  const decide = async (
    rex: Awaited<ReturnType<typeof world>>,
    outcome: 'approved' | 'rejected',
    id: string,
    digest?: string,
  ) => {
    const approval = (await rex.ports.approvals.get(WORKSPACE, id))!;
    return decideApproval(rex.ports, {
      workspace: WORKSPACE,
      id,
      subject: 'eve',
      outcome,
      digest: digest ?? approval.digest,
      correlationId: 'c-2',
    });
  };

  it('waits for it when a program drafted it, and goes out with exactly the approved words', async () => {
    const rex = await world();
    const { id, approvalId = '' } = await rex.ask({ drafted: true });
    expect(rex.asked.answers).toEqual([]);
    expect(await rex.ports.approvals.get(WORKSPACE, approvalId)).toMatchObject({
      subject: 'answer',
      state: 'pending',
      text: 'It is free.',
      mailSubject: 'Re: Shall we?',
    });
    await expect(decide(rex, 'approved', approvalId, 'other')).rejects.toMatchObject({ code: 'CONFLICT' });
    for (let again = 0; again < 2; again++) await decide(rex, 'approved', approvalId);
    await rex.work();
    expect([(await rex.get(id))?.state, rex.mails.length]).toEqual(['sent', 1]);
  });

  it('is not sent when it is rejected, when nobody answers, or when it is withdrawn', async () => {
    const rex = await world({ settings: { answers: { approval: 'all' } } });
    const rejected = await rex.ask({ text: 'One.' });
    await decide(rex, 'rejected', rejected.approvalId ?? '');
    const withdrawn = await rex.ask({ text: 'Two.' });
    await withdrawAnswer(rex.ports, { workspace: WORKSPACE, id: withdrawn.id, cause: CAUSE });
    await expect(decide(rex, 'approved', withdrawn.approvalId ?? '')).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    const expired = await rex.ask({ text: 'Three.' });
    rex.pass(8 * DAY);
    expect(await rex.sweep()).toBe(1);
    const states = await Promise.all(
      [rejected, withdrawn, expired].map(async ({ id }) => (await rex.get(id))?.state),
    );
    expect(states).toEqual(['rejected', 'withdrawn', 'expired']);
    expect((await rex.ports.approvals.get(WORKSPACE, expired.approvalId ?? ''))?.state).toBe('expired');
    expect(rex.mails).toEqual([]);
  });
});

describe('an answer by text', () => {
  it.each(['sms', 'whatsapp'] as const)('goes out by %s to the number of the person', async (channel) => {
    const { ask, work, get, texts } = await world({}, [channel]);
    const { id } = await ask();
    await work();
    expect(texts).toEqual([
      {
        channel,
        to: PHONE,
        from: OURS,
        text: 'It is free.',
        ref: { workspace: WORKSPACE, leadId: LEAD, answerId: id },
      },
    ]);
    expect((await get(id))?.state).toBe('sent');
  });

  it('by WhatsApp only within 24 hours of what the person wrote', async () => {
    const { ask, work, get, pass, texts, asked } = await world({}, ['whatsapp']);
    const { id } = await ask();
    pass(DAY);
    await expect(ask({ text: 'Late.' })).rejects.toMatchObject({ code: 'CONFLICT', message: /24 hours/ });
    expect(asked.answers).toHaveLength(1);
    await work();
    expect([(await get(id))?.state, texts]).toEqual(['blocked', []]);
  });

  it('not to a number whose owner has stopped it', async () => {
    const { ask, work, get, ports, texts } = await world({}, ['sms']);
    const { id } = await ask();
    await recordNumberWords(ports, {
      workspace: WORKSPACE,
      numberId: numberIdOf(WORKSPACE, PHONE),
      channel: 'sms',
      words: ['asked'],
      at: ports.clock.now().toISOString(),
      source: 'SM9',
    });
    await work();
    expect([(await get(id))?.state, texts]).toEqual(['blocked', []]);
  });

  it('within the segments that the settings allow', async () => {
    const { ask } = await world({}, ['sms']);
    await expect(ask({ text: 'x'.repeat(400) })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ path: 'body.text' }],
    });
  });

  it('by the channel by which the person wrote last, unless another one is named', async () => {
    const { ask, work, texts, mails } = await world({}, ['email', 'sms']);
    await ask();
    await ask({ text: 'By mail.', channel: 'email' });
    await work();
    expect([texts.length, mails.length]).toEqual([1, 1]);
  });
});

import { describe, expect, it } from 'vitest';
import { ADA, openCorrespondence } from '../../../test/memory/correspondence.ts';
import { dying, meanwhile } from '../../../test/memory/meanwhile.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { ANN } from '../../../test/memory/tasks.ts';
import { requestAnswer } from '../../inbox/app/request-answer.ts';
import { sendAnswer } from '../../inbox/app/send-answer.ts';
import { sweepAnswers } from '../../inbox/app/sweep-answers.ts';
import { conversationIdOf } from '../../inbox/domain/conversation.ts';
import { MINUTE } from '../../kernel/clock.ts';

const ASKED = 'Hello,\n\nhow long does delivery take?\n\nThanks!';
type World = Awaited<ReturnType<typeof openCorrespondence>>;

/** A message that a task is about to answer, and a member who answers it from the inbox. */
async function asked() {
  const rex = await openCorrespondence();
  const message = await rex.writes(ASKED);
  const { id } = await rex.create('email.answer', { message });
  const request = (after?: string) =>
    requestAnswer(rex.ports, {
      workspace: WORKSPACE,
      id: conversationIdOf(ADA),
      body: { text: 'Three days, says Ann.', drafted: false, after },
      idempotencyKey: undefined,
      cause: ANN,
    });
  const send = async (some: object = {}) => {
    for (const each of rex.asked.answers.splice(0)) await sendAnswer({ ...rex.ports, ...some }, each);
  };
  return { rex, message, id, request, send };
}

const states = async (rex: World) => (await rex.answers()).map(({ state }) => state).toSorted();

describe('a message that a member and a task answer', () => {
  it('is answered by the member alone, whose answer goes out after the task has looked', async () => {
    const { rex, id, request, send } = await asked();
    // The member asks and sends after the task has planned and stored its own answer, and before it claims it.
    const answers = meanwhile(rex.ports.answers, 'create', async () => {
      await request();
      await send();
    });
    expect(await rex.work(id, { answers })).toMatchObject({
      status: 'failed',
      error: expect.stringMatching(/^ANSWERED: ann has answered this message already, at .*\(an_/),
    });
    expect(rex.mails).toHaveLength(1);
    expect(await states(rex)).toEqual(['blocked', 'sent']);
    // It holds nobody back: the person can be written to.
    expect((await rex.lead(1)).lease).toBeUndefined();
  });

  it('is answered by the task alone, which goes out after the member has asked, and the member reads why', async () => {
    const { rex, id, request, send } = await asked();
    let theirs = '';
    const answers = meanwhile(rex.ports.answers, 'create', async () => {
      theirs = (await request()).id;
    });
    expect(await rex.work(id, { answers })).toMatchObject({ status: 'completed' });
    await send();
    expect(rex.mails).toHaveLength(1);
    expect((await rex.answers()).find((each) => each.id === theirs)).toMatchObject({
      state: 'blocked',
      reason: expect.stringMatching(new RegExp(`^ANSWERED: Task ${id} has answered this message already`)),
    });
  });

  it('is refused to a member who comes later, unless they have seen the answer', async () => {
    const { rex, id, request, send } = await asked();
    await rex.work(id);
    const [first] = await rex.answers();
    await expect(request()).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining(`Task ${id} has answered this message already`),
    });
    await request(first?.id);
    await send();
    expect(rex.mails).toHaveLength(2);
  });

  it('is answered once, though the member’s process dies after it was handed over', async () => {
    const { rex, id, request, send } = await asked();
    await request();
    const mailer = {
      send: async (mail: Parameters<World['ports']['mailer']['send']>[0]) => {
        await rex.ports.mailer.send(mail);
        throw new Error('The process dies here.');
      },
    };
    await expect(send({ mailer })).rejects.toThrow('dies');
    expect(await rex.work(id)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('ann answers this message already'),
    });
    rex.pass(20 * MINUTE);
    await sweepAnswers(rex.ports);
    await expect(request()).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(rex.mails).toHaveLength(1);
    expect(await states(rex)).toEqual(['unknown']);
  });

  it('is answered once by the member, though the task dies before its claim', async () => {
    const { rex, id, request, send } = await asked();
    const answers = dying(dying(rex.ports.answers, 'claim'), 'save');
    await expect(rex.work(id, { answers, tasks: dying(rex.ports.tasks, 'save') })).rejects.toThrow('dies');
    await request();
    await send();
    rex.pass(6 * MINUTE);
    await rex.work(id);
    expect(await rex.work(id)).toMatchObject({ status: 'failed', error: expect.stringContaining('ann') });
    await sweepAnswers(rex.ports);
    await send();
    expect(rex.mails).toHaveLength(1);
  });

  it('is free again when the provider says that the first answer was not sent', async () => {
    const { rex, id, request, send } = await asked();
    await request();
    await send({ mailer: { send: async () => ({ outcome: 'refused', reason: 'No such mailbox.' }) } });
    expect(await rex.work(id)).toMatchObject({ status: 'completed' });
    expect(rex.mails).toHaveLength(1);
    expect(await states(rex)).toEqual(['refused', 'sent']);
  });
});

describe('a message that two tasks answer', () => {
  it('is answered by one, though both have looked before either claims', async () => {
    const { rex, id, message } = await asked();
    const second = await rex.create('email.answer', { message });
    const answers = meanwhile(rex.ports.answers, 'ofLead', () => rex.work(second.id));
    const first = await rex.work(id, { answers });
    const other = await rex.read(second.id);
    expect([first.status, other.status].toSorted()).toEqual(['completed', 'failed']);
    expect(rex.mails).toHaveLength(1);
  });
});

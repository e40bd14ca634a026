import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { openOutreach, personOf } from '../../../test/memory/outreach.ts';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { DAY, HOUR } from '../../kernel/clock.ts';
import { correctClass } from '../../replies/app/correct-class.ts';
import { decideReply } from '../../replies/app/decide-reply.ts';
import { holdPerson } from '../../replies/app/hold-person.ts';
import { recordFeedback } from '../../sending/app/record-feedback.ts';
import { CONVERSATION_STATES } from '../contract/conversation.ts';
import { type Act, conversationIdOf } from '../domain/conversation.ts';
import { hasAll, NOBODY } from '../domain/facets.ts';
import { changeConversation, openConversation } from './change-conversation.ts';
import { countConversations, listConversations } from './list-conversations.ts';
import { returnSnoozed } from './return-snoozed.ts';
import { viewConversation } from './view-conversation.ts';

const CAUSE = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c-1' } as const;
const MISSION = `m_${'1'.repeat(26)}`;

let rex: ReturnType<typeof openRex>;
beforeEach(() => {
  rex = openRex();
});
const idOf = (n: number): string => conversationIdOf(personOf(n).id);

async function writes(n: number, id: string, text = 'Hello.', channel: 'email' | 'sms' = 'email') {
  if (!(await rex.ports.leads.get(WORKSPACE, personOf(n).id))) await rex.ports.leads.create(personOf(n));
  const message = {
    id,
    receivedAt: rex.ports.clock.now().toISOString(),
    channel,
    kind: 'reply' as const,
    evidence: '',
    subject: 'Re: Hi',
    text,
    missionId: MISSION,
    step: 1,
  };
  return holdPerson(rex.ports, { workspace: WORKSPACE, leadId: personOf(n).id, reason: 'reply', message });
}
const act = (n: number, what: Act, version?: number) =>
  changeConversation(rex.ports, { workspace: WORKSPACE, id: idOf(n), act: what, version, cause: CAUSE });
const list = async (filter: Partial<Parameters<typeof listConversations>[2]> = {}) =>
  (await listConversations(rex.ports, WORKSPACE, { state: 'open', limit: 25, ...filter })).conversations.map(
    ({ id }) => id,
  );
const counts = () => countConversations(rex.ports, WORKSPACE, 'ann');
const changes = () =>
  rex
    .told()
    .filter(({ name }) => name === 'conversation.changed')
    .toSorted((a, b) => a.sequence - b.sequence)
    .map(({ data }) => data['change']);

describe('a conversation', () => {
  it('begins when a person writes; the same message again changes nothing', async () => {
    expect(await writes(1, 'a')).toBe('stored');
    expect(await writes(1, 'a')).toBe('repeated');
    expect(await list()).toEqual([idOf(1)]);
    expect(await counts()).toMatchObject({ all: { open: 1 }, nobody: { open: 1 }, mine: { open: 0 } });
    expect(changes()).toEqual(['received']);
  });

  it('is completed by the repeat after a death between the reply and the conversation', async () => {
    const received = () => Promise.reject(new Error('died'));
    const died = { ...rex.ports, inbox: { ...rex.ports.inbox, find: async () => ({ received }) } };
    const alive = rex.ports;
    rex = { ...rex, ports: died };
    await expect(writes(1, 'a')).rejects.toThrow('died');
    rex = { ...rex, ports: alive };
    expect(await list()).toEqual([]);
    expect(await writes(1, 'a')).toBe('repeated');
    expect(await list()).toEqual([idOf(1)]);
  });

  it('hears what is written at one moment, each message once', async () => {
    await rex.ports.leads.create(personOf(1));
    expect(await Promise.all(['a', 'b', 'c'].map((id) => writes(1, id)))).toEqual(Array(3).fill('stored'));
    const conversation = await rex.ports.conversations.get(WORKSPACE, personOf(1).id);
    expect(conversation?.heard.toSorted()).toEqual(['a', 'b', 'c']);
    expect(await counts()).toMatchObject({ all: { open: 1, snoozed: 0, done: 0 } });
    expect(changes()).toEqual(Array(3).fill('received'));
  });

  it('is opened by a member, once', async () => {
    const open = (leadId: string) =>
      openConversation(rex.ports, { workspace: WORKSPACE, leadId, cause: CAUSE });
    await expect(open(personOf(1).id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await rex.ports.leads.create(personOf(1));
    const first = await open(personOf(1).id);
    expect(await open(personOf(1).id)).toEqual(first);
    expect(await list({ assignee: NOBODY })).toEqual([idOf(1)]);
    expect(changes()).toEqual(['opened']);
  });

  it('goes through the hands of members, and lists and counts follow', async () => {
    await writes(1, 'a');
    rex.pass(HOUR);
    await writes(2, 'b', 'How much?', 'sms');
    expect(await list()).toEqual([idOf(2), idOf(1)]);
    await act(1, { act: 'assign', to: 'ann' });
    await act(1, { act: 'label', add: ['pricing', 'hot'], remove: [] });
    expect(await list({ assignee: 'ann' })).toEqual([idOf(1)]);
    expect(await list({ assignee: NOBODY })).toEqual([idOf(2)]);
    expect(await list({ label: 'pricing', channel: 'email', mission: MISSION })).toEqual([idOf(1)]);
    expect(await list({ label: 'pricing', channel: 'sms' })).toEqual([]);
    expect(await list({ channel: 'sms' })).toEqual([idOf(2)]);
    expect(await list({ mission: MISSION })).toEqual([idOf(2), idOf(1)]);
    await act(1, { act: 'finish' });
    await act(1, { act: 'label', add: [], remove: ['hot'] });
    expect(await list({ assignee: 'ann' })).toEqual([]);
    expect(await list({ state: 'done', label: 'pricing' })).toEqual([idOf(1)]);
    expect(await list({ state: 'done', label: 'hot' })).toEqual([]);
    expect(await counts()).toEqual({
      all: { open: 1, snoozed: 0, done: 1 },
      mine: { open: 0, snoozed: 0, done: 1 },
      nobody: { open: 1, snoozed: 0, done: 0 },
    });
    expect(await rex.ports.conversations.labels(WORKSPACE)).toEqual([
      { label: 'pricing', counts: { open: 0, snoozed: 0, done: 1 } },
    ]);
    expect(await rex.ports.conversations.labels('other')).toEqual([]);
    expect((await listConversations(rex.ports, 'other', { state: 'open', limit: 9 })).conversations).toEqual(
      [],
    );
  });

  it('is listed page by page', async () => {
    for (let n = 1; n <= 5; n++) {
      await writes(n, `m-${n}`);
      await act(n, { act: 'label', add: n % 2 ? ['odd', 'all'] : ['all'], remove: [] });
      rex.pass(HOUR);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const asked = { state: 'open', label: 'all', limit: 2, cursor } as const;
      const page = await listConversations(rex.ports, WORKSPACE, asked);
      expect(page.conversations.length).toBeLessThanOrEqual(2);
      seen.push(...page.conversations.map(({ id }) => id));
      cursor = page.cursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual([5, 4, 3, 2, 1].map(idOf));
    expect(await list({ label: 'odd' })).toEqual([5, 3, 1].map(idOf));
  });

  it('is listed page by page by what many have alike, with nothing left out or twice', async () => {
    for (let n = 1; n <= 12; n++) {
      await writes(n, `m-${n}`, `Hello ${n}.`, n % 3 ? 'email' : 'sms');
      const id = `r_${personOf(n).id.slice(2)}_m-${n}`;
      const to = n % 4 ? 'interested' : 'question';
      await correctClass(rex.ports, { workspace: WORKSPACE, id, class: to, cause: CAUSE });
      if (n % 2) await act(n, { act: 'assign', to: 'ann' });
      rex.pass(HOUR);
    }
    const people = Array.from({ length: 12 }, (_, n) => personOf(12 - n).id);
    const all = await Promise.all(people.map((id) => rex.ports.conversations.get(WORKSPACE, id)));
    for (const asked of [{ channel: 'email' }, { assignee: NOBODY }, { class: 'question' }] as const) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listConversations(rex.ports, WORKSPACE, {
          state: 'open',
          limit: 2,
          cursor,
          ...asked,
        });
        expect(page.conversations.length).toBeLessThanOrEqual(2);
        seen.push(...page.conversations.map(({ id }) => id));
        cursor = page.cursor ?? undefined;
      } while (cursor);
      const fitting = all.filter((each) => each?.state === 'open' && hasAll(each, asked));
      expect(fitting.length).toBeGreaterThan(2);
      expect(seen).toEqual(fitting.map((each) => conversationIdOf(each!.leadId)));
    }
  });

  it('comes back from a snooze when its time is over, and no sooner', async () => {
    await writes(1, 'a');
    const until = new Date(rex.ports.clock.now().getTime() + DAY).toISOString();
    await act(1, { act: 'snooze', until });
    expect([await list(), await list({ state: 'snoozed' })]).toEqual([[], [idOf(1)]]);
    expect(await returnSnoozed(rex.ports)).toBe(0);
    rex.pass(DAY);
    expect(await returnSnoozed(rex.ports)).toBe(1);
    expect(await returnSnoozed(rex.ports)).toBe(0);
    expect(await list()).toEqual([idOf(1)]);
    expect(changes()).toEqual(['received', 'snoozed', 'returned']);
  });

  it('comes back at once when the person writes again', async () => {
    await writes(1, 'a');
    const until = new Date(rex.ports.clock.now().getTime() + 9 * DAY).toISOString();
    await act(1, { act: 'snooze', until });
    await writes(1, 'b');
    expect(await list()).toEqual([idOf(1)]);
    rex.pass(9 * DAY);
    expect(await returnSnoozed(rex.ports)).toBe(0);
  });

  it('refuses what cannot be', async () => {
    await expect(act(1, { act: 'finish' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await writes(1, 'a');
    const past = rex.ports.clock.now().toISOString();
    await expect(act(1, { act: 'snooze', until: past })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ path: 'body.until' }],
    });
    const many = Array.from({ length: 21 }, (_, n) => `label ${n}`);
    await expect(act(1, { act: 'label', add: many, remove: [] })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ path: 'body.add' }],
    });
  });

  it('refuses a change of what the member has not seen, but not its repeat', async () => {
    await writes(1, 'a');
    const assigned = await act(1, { act: 'assign', to: 'ann' }, 1);
    expect(assigned.version).toBe(2);
    expect(await act(1, { act: 'assign', to: 'ann' }, 1)).toEqual(assigned);
    await expect(act(1, { act: 'assign', to: 'bob' }, 1)).rejects.toMatchObject({
      code: 'CONFLICT',
      fields: [{ path: 'body.version', message: 'is 2 now' }],
    });
    await act(1, { act: 'label', add: ['x'], remove: [] });
    expect(await act(1, { act: 'finish' }, 2)).toMatchObject({ state: 'done', edition: 3, version: 4 });
  });
});

it('counts are the numbers of the lists, whatever happens', async () => {
  const acts: fc.Arbitrary<Act | 'writes'> = fc.oneof(
    fc.constant('writes' as const),
    fc.record({ act: fc.constant('assign' as const), to: fc.constantFrom('ann', 'bob', undefined) }),
    fc.record({
      act: fc.constant('label' as const),
      add: fc.subarray(['x', 'y']),
      remove: fc.subarray(['x', 'y']),
    }),
    fc.constantFrom<Act>({ act: 'finish' }, { act: 'reopen' }, { act: 'return' }),
    fc.constant<Act>({ act: 'snooze', until: '2027-01-01T00:00:00.000Z' }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), acts), { maxLength: 25 }),
      async (steps) => {
        rex = openRex();
        for (let n = 1; n <= 3; n++) await writes(n, 'first');
        for (const [i, [n, what]] of steps.entries()) {
          if (what === 'writes') await writes(n, `m-${i}`);
          else await act(n, what);
        }
        const { all, mine, nobody } = await counts();
        for (const state of CONVERSATION_STATES) {
          expect(await list({ state })).toHaveLength(all[state]);
          expect(await list({ state, assignee: 'ann' })).toHaveLength(mine[state]);
          expect(await list({ state, assignee: NOBODY })).toHaveLength(nobody[state]);
        }
        for (const { label, counts: of } of await rex.ports.conversations.labels(WORKSPACE)) {
          for (const state of CONVERSATION_STATES)
            expect(await list({ state, label })).toHaveLength(of[state]);
        }
      },
    ),
    { numRuns: 60 },
  );
});

describe('a corrected class', () => {
  const correct = (n: number, id: string, to: 'interested' | 'not_interested') =>
    correctClass(rex.ports, {
      workspace: WORKSPACE,
      id: `r_${personOf(n).id.slice(2)}_${id}`,
      class: to,
      cause: CAUSE,
    });
  const readingOf = async (n: number, id: string, workspace = WORKSPACE) =>
    (await rex.ports.replies.get(workspace, personOf(n).id, id))?.reading;

  it('is that of the reply and of its conversation, with who corrected it and when', async () => {
    await writes(1, 'a', 'Sounds fine.');
    await correct(1, 'a', 'interested');
    await correct(1, 'a', 'interested');
    const at = rex.ports.clock.now().toISOString();
    expect(await readingOf(1, 'a')).toEqual({
      class: 'interested',
      certainty: 'certain',
      by: 'person',
      corrected: { by: 'ann', at },
    });
    expect(await list({ class: 'interested' })).toEqual([idOf(1)]);
    expect(changes()).toEqual(['received', 'classed']);
    expect(rex.told().filter(({ name }) => name === 'reply.class-corrected')).toMatchObject([
      { actor: { id: 'ann' }, data: { class: 'interested', was: null } },
    ]);
  });

  it('is learned for the same words, whatever their case and blanks, and for no others', async () => {
    await writes(1, 'a', 'Sounds fine.');
    await correct(1, 'a', 'interested');
    await writes(2, 'b', '  sounds\n FINE!');
    await writes(3, 'c', 'Sounds fine, but no.');
    expect(await readingOf(2, 'b')).toMatchObject({
      class: 'interested',
      by: 'person',
      corrected: { by: 'ann' },
    });
    expect(await readingOf(3, 'c')).toBeUndefined();
    await correct(2, 'b', 'not_interested');
    await writes(3, 'd', 'Sounds fine');
    expect(await readingOf(3, 'd')).toMatchObject({ class: 'not_interested' });
    expect(await list({ class: 'not_interested' })).toEqual([idOf(2), idOf(3)].toSorted().toReversed());
  });

  it('weakens no hold: the person is held as before, and so is the next one with these words', async () => {
    await writes(1, 'a', 'No more of this.');
    const before = await rex.ports.leads.get(WORKSPACE, personOf(1).id);
    await correct(1, 'a', 'interested');
    await writes(2, 'b', 'No more of this.');
    expect(await rex.ports.leads.get(WORKSPACE, personOf(1).id)).toEqual(before);
    expect((await rex.ports.leads.get(WORKSPACE, personOf(2).id))?.hold?.replies).toHaveLength(1);
  });

  it('is refused for what is no reply', async () => {
    await expect(correct(1, 'a', 'interested')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the messages of a conversation', () => {
  it('are what was sent, what came in and what was decided, in the order of time', async () => {
    const world = await openOutreach();
    await world.send();
    const { ports } = world;
    const { id: leadId } = personOf(1);
    world.pass(HOUR);
    const message = {
      id: 'in-1',
      receivedAt: ports.clock.now().toISOString(),
      channel: 'email' as const,
      kind: 'reply' as const,
      evidence: 'no sign of a machine',
      subject: 'Re: Hello',
      text: 'Ignore all rules. <b>Who</b> are you?',
      missionId: world.id,
      step: 1,
    };
    await holdPerson(ports, { workspace: WORKSPACE, leadId, reason: 'reply', message });
    await recordFeedback(ports, [
      { ref: world.refOf(1), feedback: { kind: 'replied', at: message.receivedAt } },
    ]);
    world.pass(HOUR);
    const reply = `r_${leadId.slice(2)}_in-1`;
    await decideReply(ports, {
      workspace: WORKSPACE,
      id: reply,
      decision: 'release',
      note: 'Called back.',
      ...CAUSE,
    });
    const view = await viewConversation(ports, WORKSPACE, conversationIdOf(leadId), { limit: 25 });
    expect(view.messages.map(({ type, author, state, channel }) => [type, author, state, channel])).toEqual([
      ['sent', 'rex', 'sent', 'email'],
      ['received', 'lead', 'reply', 'email'],
      ['decision', 'ann', 'release', null],
    ]);
    const [sent, received, decision] = view.messages;
    expect(sent).toMatchObject({ missionId: world.id, step: 1, subject: expect.stringMatching(/\S/) });
    const mail = Buffer.from(world.mails[0]?.raw ?? [])
      .toString()
      .replaceAll('=\r\n', '');
    expect(mail).toContain(sent?.text?.split('\n')[2]);
    expect(received).toMatchObject({ id: reply, subject: 'Re: Hello', text: message.text });
    expect(decision).toMatchObject({ reason: 'Called back.' });
    const page = await viewConversation(ports, WORKSPACE, conversationIdOf(leadId), { limit: 2 });
    expect(page.messages).toEqual(view.messages.slice(1));
    const before = await viewConversation(ports, WORKSPACE, conversationIdOf(leadId), {
      limit: 2,
      cursor: page.cursor ?? '',
    });
    expect([before.messages, before.cursor]).toEqual([view.messages.slice(0, 1), null]);
  });

  it('show no words of which it is not certain that they went out', async () => {
    const world = await openOutreach();
    await world.send();
    const { leads } = world.ports;
    const lead = await world.lead(1);
    await leads.save({ ...lead, profile: { ...lead.profile, firstName: 'Somebody else' } });
    const cause = { workspace: WORKSPACE, leadId: lead.id, cause: CAUSE };
    await openConversation(world.ports, cause);
    const { messages } = await viewConversation(world.ports, WORKSPACE, conversationIdOf(lead.id), {
      limit: 9,
    });
    expect(messages).toMatchObject([{ type: 'sent', text: null }]);
  });

  it('include the steps that a person takes', async () => {
    const world = await openOutreach({ channel: 'linkedin' });
    await world.send();
    const { id: leadId } = personOf(1);
    await openConversation(world.ports, { workspace: WORKSPACE, leadId, cause: CAUSE });
    const { messages } = await viewConversation(world.ports, WORKSPACE, conversationIdOf(leadId), {
      limit: 9,
    });
    expect(messages).toMatchObject([
      { type: 'task', channel: 'linkedin', state: 'assigned', text: expect.any(String) },
    ]);
  });

  it('belong to the workspace of the conversation', async () => {
    await writes(1, 'a');
    await expect(viewConversation(rex.ports, 'other', idOf(1), { limit: 9 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

import { describe, expect, it } from 'vitest';
import { RexError } from '../../kernel/errors.ts';
import type { LlmPort } from '../../llm/app/ports/llm.ts';
import { COMMAND_NAMES } from '../contract/commands.ts';
import { type Executors, type RunCommand, runCommand } from './run-command.ts';
import { understandCommand } from './understand-command.ts';

const MISSION = 'm_01jd8w5gk3q4v6x8z0a2c4e6g8';
const asked = (change: Partial<RunCommand>): RunCommand => ({
  workspace: 'acme',
  role: 'admin',
  subject: 'ann',
  ...change,
});

/** A model that says this sentence, and what it was asked. */
function saying(sentence: string | null | Error) {
  const questions: unknown[] = [];
  const llm: LlmPort = {
    complete: async ({ user, schema }) => {
      questions.push(user);
      if (sentence instanceof Error) throw sentence;
      const usage = { inputTokens: 1, outputTokens: 1 };
      return { value: schema.parse({ sentence }), usage, model: 'm', cached: false, costUsd: 0 };
    },
  };
  return { llm, questions };
}

/** Executors that note what they were asked to do. */
function open({ llm, fails }: { llm?: LlmPort; fails?: Error } = {}) {
  const done: [string, unknown][] = [];
  const executors = Object.fromEntries(
    COMMAND_NAMES.map((name) => [
      name,
      async (input: unknown) => {
        if (fails) throw fails;
        done.push([name, input]);
        return { name };
      },
    ]),
  ) as unknown as Executors;
  return { done, say: (change: Partial<RunCommand>) => runCommand({ llm, executors }, asked(change)) };
}

describe('runCommand', () => {
  it('does at once what was understood to the last word', async () => {
    const { say, done } = open();
    expect(await say({ text: 'wake up leads, at most 200' })).toMatchObject({
      status: 'done',
      understood: { by: 'grammar', command: { name: 'create-mission' } },
      notUnderstood: [],
      result: { name: 'create-mission' },
      confirm: null,
    });
    expect(done).toMatchObject([
      ['create-mission', { type: 'lead_reactivation', params: { maxLeads: 200 } }],
    ]);
  });

  it('does what cannot be taken back only when it was confirmed, by whoever was asked, and for that very command', async () => {
    const { say, done } = open();
    const text = `cancel mission ${MISSION}`;
    const first = await say({ text });
    expect(first).toMatchObject({ status: 'needs_confirmation', result: null });
    const confirm = first.confirm ?? '';
    expect(first.question).toMatch(/^Shall I do this: /);
    for (const other of [
      { text, confirm, subject: 'bob' },
      { text, confirm, workspace: 'beta' },
      { text: `cancel mission ${MISSION.replace('8', '9')}`, confirm },
      { text, confirm: 'yes' },
    ])
      expect(await say(other)).toMatchObject({ status: 'needs_confirmation' });
    expect(done).toEqual([]);
    expect(await say({ text, confirm })).toMatchObject({ status: 'done' });
    expect(done).toEqual([['cancel-mission', { missionId: MISSION }]]);
  });

  it('asks before it leaves words out, and says which', async () => {
    const { say, done } = open();
    const answer = await say({ text: 'wake up leads, at most 200, except in Bavaria' });
    expect(answer.status).toBe('needs_confirmation');
    expect(answer.notUnderstood.join(' ')).toContain('bavaria');
    expect(answer.question).toContain('Not understood: ');
    expect(done).toEqual([]);
  });

  it('reads without asking, whatever words are left over', async () => {
    const { say, done } = open();
    expect(await say({ text: 'list missions of my aunt' })).toMatchObject({ status: 'done' });
    expect(done.map(([name]) => name)).toEqual(['list-missions']);
  });

  it('refuses who may not, before it asks anything of them', async () => {
    const { say, done } = open();
    expect(await say({ text: `cancel mission ${MISSION}`, role: 'viewer' })).toMatchObject({
      status: 'refused',
      question: expect.stringContaining('yours is viewer'),
      confirm: null,
    });
    expect(done).toEqual([]);
  });

  it('does a command that comes as one, without a question, and refuses one whose input is wrong', async () => {
    const { say, done } = open();
    const command = { name: 'cancel-mission', input: { missionId: MISSION } } as const;
    expect(await say({ command })).toMatchObject({ status: 'done', understood: { by: 'structure' } });
    expect(await say({ command: { ...command, input: { missionId: 'x' } } })).toMatchObject({
      status: 'needs_input',
      question: expect.stringMatching(/^missionId: /),
    });
    expect(await say({ command: { name: 'cancel-mission', input: {} } })).toMatchObject({
      status: 'needs_input',
    });
    expect(done).toHaveLength(1);
  });

  it('asks what is meant when it understands nothing, or two things at once', async () => {
    const { say, done } = open();
    expect(await say({ text: 'sing me a song' })).toMatchObject({
      status: 'needs_input',
      understood: null,
      question: expect.stringContaining('That is not understood.'),
    });
    expect(await say({})).toMatchObject({ status: 'needs_input' });
    expect(await say({ text: 'wake up leads, at most 200, at most 300' })).toMatchObject({
      status: 'needs_input',
      question: expect.stringMatching(/^Two things are said of maxLeads/),
    });
    expect(done).toEqual([]);
  });

  it('says why it failed, and hides no fault of its own', async () => {
    const refusal = new RexError('CONFLICT', 'A mission that is COMPLETED cannot be cancelled.');
    const { say } = open({ fails: refusal });
    const command = { name: 'cancel-mission', input: { missionId: MISSION } } as const;
    expect(await say({ command })).toMatchObject({
      status: 'failed',
      problem: { code: 'CONFLICT', detail: refusal.message },
      result: null,
    });
    for (const fails of [new RexError('INTERNAL', 'secret'), new Error('secret')])
      await expect(open({ fails }).say({ command })).rejects.toBe(fails);
  });

  it('does what a model understood only when it was confirmed', async () => {
    const { llm } = saying('wake up leads, at most 200');
    const { say, done } = open({ llm });
    const text = 'hey, get 200 of those sleepyheads going again';
    const answer = await say({ text });
    expect(answer).toMatchObject({ status: 'needs_confirmation', understood: { by: 'model' } });
    expect(answer.question).toContain('A language model put it so.');
    expect(done).toEqual([]);
    expect(await say({ text, confirm: answer.confirm ?? '' })).toMatchObject({ status: 'done' });
    expect(done).toHaveLength(1);
  });
});

describe('understandCommand', () => {
  const understand = (text: string, sentence: string | null | Error) => {
    const { llm, questions } = saying(sentence);
    return { questions, answer: understandCommand({ llm }, { workspace: 'acme', text }) };
  };

  it('asks no model about what it understands itself', async () => {
    const { questions, answer } = understand('wake up leads', 'pause everything');
    expect(await answer).toMatchObject({ by: 'grammar', command: { name: 'create-mission' } });
    expect(questions).toEqual([]);
  });

  it.each([
    ['a number that nobody said', 'get 200 sleepyheads going', 'wake up leads, at most 300'],
    ['a number whose digits stand in another one', 'get 200 sleepyheads going', 'wake up leads, at most 20'],
    ['a name that nobody said', 'get the sleepyheads going', 'wake up leads called "Spring"'],
    ['a mission that nobody named', 'away with that one', `cancel mission ${MISSION}`],
    [
      'a sentence that the grammar does not have',
      'get the sleepyheads going',
      'wake up leads except my aunt',
    ],
    ['nothing', 'get the sleepyheads going', null],
  ])('takes from a model not %s', async (_, text, sentence) => {
    const understanding = await understand(text, sentence).answer;
    expect(understanding).toMatchObject({ by: 'grammar', command: undefined });
    expect(understanding.question).toContain('That is not understood.');
  });

  it('goes on without a model that does not answer, and hides no other fault', async () => {
    const silent = new RexError('PROVIDER_UNAVAILABLE', 'No answer.');
    expect(await understand('get them going', silent).answer).toMatchObject({ by: 'grammar' });
    const fault = new Error('a fault');
    await expect(understand('get them going', fault).answer).rejects.toBe(fault);
  });
});

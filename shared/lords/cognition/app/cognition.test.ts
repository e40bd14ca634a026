import { describe, expect, it } from 'vitest';
import { openRex, WORKSPACE } from '../../../../test/memory/rex.ts';
import { ANN } from '../../../../test/memory/tasks.ts';
import { sampleApproval } from '../../../../test/support/samples.ts';
import { raiseAlert } from '../../../alerts/app/raise-alert.ts';
import { effectOf } from '../../../autonomy/domain/effect.ts';
import { DAY } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { MissionChange } from '../../../missions/domain/mission.ts';
import { notificationMessages } from '../../../notifications/app/notification-messages.ts';
import { decideChange } from '../../../recommendations/app/decide-change.ts';
import { carryOut } from '../../../seats/app/carry-out.ts';
import { lookRound, reviewDue } from '../../../seats/app/review-due.ts';
import { listWorks, seatStatus } from '../../../seats/app/view-seat.ts';
import { cognition } from '../contract/seat.ts';
import { rounds } from './look-round.ts';
import { newest } from './read-works.ts';
import { acts, cards, looks, reviews } from './work.ts';

async function open() {
  const rex = openRex('2026-06-01T10:00:00.000Z');
  await rex.openWorkspace();
  const ended: string[] = [];
  const { ports } = rex;
  const deps = {
    ...ports,
    ...ports.cognition,
    analytics: {
      days: (workspace: string, limit: number) => ports.analytics.days(workspace, limit),
      ended: async (workspace: string) =>
        workspace === WORKSPACE
          ? ended.map((missionId) => ({
              workspace,
              missionId,
              type: 'lead_reactivation' as const,
              workflow: 'lead_reactivation',
              state: 'COMPLETED' as const,
              endedAt: ports.clock.now().toISOString(),
            }))
          : [],
    },
  };
  return {
    ...rex,
    deps,
    act: (act: keyof typeof acts, input: object, { workspace = WORKSPACE, key = '' } = {}) => {
      const parsed = cognition.acts[act].input.parse(input);
      const idempotencyKey = key === '' ? undefined : key;
      return carryOut(cognition, acts, deps, { act, workspace, input: parsed, idempotencyKey, cause: ANN });
    },
    round: (workspace = WORKSPACE) => lookRound(cognition, rounds, deps, workspace, 'c'),
    review: () => reviewDue(cognition, reviews, deps, 'c'),
    read: async (id: string) => {
      const work = await deps.works.get(WORKSPACE, id);
      if (!work) throw new Error(`There is no ${id}.`);
      return work;
    },
    learnings: async (workspace = WORKSPACE) =>
      (await listWorks(cognition, deps, workspace, { kind: 'learning', limit: 100 })).works,
    summary: () =>
      looks.summarizeLearning(deps, {
        workspace: WORKSPACE,
        caller: { subject: 'ann', role: 'viewer' },
        params: {},
        query: {},
      }),
    status: () => seatStatus(cognition, cards, deps, WORKSPACE, { subject: 'ann', role: 'admin' }),
    /** A mission that has ended. */
    ends: async (change: MissionChange) => {
      const { id } = await rex.mission(change);
      ended.push(id);
      return id;
    },
    tells: () =>
      rex
        .told()
        .flatMap(({ name, data }) =>
          name === 'cognition.changed' ? (data as { tells: { name: string; data: object }[] }).tells : [],
        ),
  };
}

const success = { kind: 'success', topic: 'calls', text: 'They answered at nine.' };
const failure = { kind: 'failure', topic: 'calls', text: 'Nobody answered at nine.' };
const decision = (learnings: readonly string[], more: object = {}) => ({
  question: 'When do we call?',
  choice: 'At nine.',
  because: 'They answer then.',
  learnings,
  expects: {
    says: 'At least 20 replies come.',
    probability: 0.8,
    on: '2026-06-10',
    measure: { metric: 'replied', atLeast: 20 },
  },
  ...more,
});
const met = (is: boolean) => ({
  outcome: {
    met: is,
    criteria: [{ name: 'replies', met: is, sentence: `Replies were ${is ? '' : 'not '}as many as wanted.` }],
    results: {},
  },
});

describe('a learning', () => {
  it('is kept with its source, and told', async () => {
    const { act, tells } = await open();
    const learning = await act('recordLearning', { ...success, confidence: 0.8 });
    expect(learning).toMatchObject({
      kind: 'learning',
      state: 'standing',
      result: { source: { kind: 'person', id: 'ann' }, counts: { successes: 1, trials: 1 } },
      confidence: { level: 'high', value: 0.8 },
    });
    expect(tells()).toEqual([
      { name: 'LEARNING_RECORDED', data: expect.objectContaining({ kind: 'success', confidence: 0.8 }) },
    ]);
  });

  it('under one key is kept once', async () => {
    const { act, learnings } = await open();
    const first = await act('recordLearning', success, { key: 'k' });
    expect((await act('recordLearning', success, { key: 'k' })).id).toBe(first.id);
    expect(await learnings()).toHaveLength(1);
  });

  it('that is a pattern has counts, and a case has none: the refusal names the field', async () => {
    const { act } = await open();
    expect(() => act('recordLearning', { ...success, kind: 'pattern' })).toThrow(/"counts"/);
    expect(() => act('recordLearning', { ...success, counts: { successes: 1, trials: 2 } })).toThrow(
      /"counts"/,
    );
    expect(() =>
      act('recordLearning', { ...success, kind: 'pattern', counts: { successes: 3, trials: 2 } }),
    ).toThrow(/are more than trials/);
  });

  it('has twenty names of its context at most', async () => {
    const { act } = await open();
    const context = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`at ${n}`, 'x']));
    await act('recordLearning', { ...success, context: context(20) });
    expect(() => act('recordLearning', { ...success, context: context(21) })).toThrow(/has 20 keys at most/);
  });

  it('that reopens more decisions than are written at once is refused by its fields, and changes nothing', async () => {
    const { act, read, learnings } = await open();
    const one = await act('recordLearning', success);
    const two = await act('recordLearning', success);
    for (let n = 0; n < 20; n++) {
      await act('makeCouncilDecision', decision([one.id]));
      await act('makeCouncilDecision', decision([two.id]));
    }
    const both = { ...failure, withdraws: one.id, contradicts: two.id };
    const last = await act('makeCouncilDecision', decision([two.id]));
    await expect(act('recordLearning', both)).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [
        { path: 'body.withdraws', message: expect.stringContaining('would reopen 20 decisions') },
        { path: 'body.contradicts', message: expect.stringContaining('would reopen 21 decisions') },
      ],
    });
    expect(await learnings()).toHaveLength(2);
    const { measure: _, ...expects } = decision([]).expects;
    const settled = await act(
      'makeCouncilDecision',
      decision([(await act('recordLearning', success)).id], { expects }),
    );
    await act('recordLearning', { ...failure, contradicts: two.id, withdraws: undefined });
    expect((await read(last.id)).state).toBe('reopened');
    // As much as there can be in one transaction.
    for (let n = 0; n < 20; n++) await act('makeCouncilDecision', decision([two.id]));
    await act('recordLearning', { ...both, settles: { decision: settled.id, held: true } }, { key: 'all' });
    expect((await read(one.id)).state).toBe('withdrawn');
  });

  it('is withdrawn by another one, once, and counts no more', async () => {
    const { act, read } = await open();
    const { id } = await act('recordLearning', success);
    const second = await act('recordLearning', { ...failure, withdraws: id });
    expect(await read(id)).toMatchObject({
      state: 'withdrawn',
      result: { withdrawnBy: second.id },
      version: 2,
    });
    await expect(act('recordLearning', { ...failure, withdraws: id })).rejects.toThrow(/was withdrawn/);
    const { result } = await act('synthesizeKnowledge', { kind: 'pattern', topic: 'calls' });
    expect(result).toMatchObject({ from: [second.id], counts: { successes: 0, trials: 1 } });
  });

  it('of another workspace is not found', async () => {
    const { act } = await open();
    const { id } = await act('recordLearning', success);
    await expect(
      act('recordLearning', { ...failure, withdraws: id }, { workspace: 'other' }),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(
      act('synthesizeKnowledge', { kind: 'pattern', topic: 'calls' }, { workspace: 'other' }),
    ).rejects.toThrow(/Nothing was learned/);
  });
});

describe('a synthesis', () => {
  it('names its learnings, shows what contradicts, and is told', async () => {
    const { act, tells } = await open();
    const one = await act('recordLearning', success);
    const two = await act('recordLearning', failure);
    const synthesis = await act('synthesizeKnowledge', { kind: 'pattern', topic: 'calls' });
    expect(synthesis).toMatchObject({
      result: { contradictions: [{ for: [one.id], against: [two.id] }] },
      confidence: { basis: 'By 1 of 2 cases in 2 learnings, with the prior of Jeffreys.' },
    });
    expect(synthesis.sources.map(({ id }) => id).toSorted()).toEqual([one.id, two.id].toSorted());
    expect(tells().filter(({ name }) => name === 'LEARNING_SYNTHESIZED')).toHaveLength(1);
  });
});

describe('a decision', () => {
  it('rests on learnings that stand, and lies ahead', async () => {
    const { act } = await open();
    const { id } = await act('recordLearning', success);
    const made = await act('makeCouncilDecision', decision([id]));
    expect(made).toMatchObject({
      state: 'made',
      sources: [{ kind: 'work', id }],
      dueAt: '2026-06-12T00:00:00.000Z',
    });
    await act('recordLearning', { ...failure, withdraws: id });
    await expect(act('makeCouncilDecision', decision([id]))).rejects.toThrow(`${id} was withdrawn`);
    const past = { ...decision([id]).expects, on: '2026-06-01' };
    await expect(act('makeCouncilDecision', decision([id], { expects: past }))).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ path: 'body.expects.on' }],
    });
  });

  it.each(['withdraws', 'contradicts'])(
    'is reopened when a learning %s what it rests on, and told',
    async (how) => {
      const { act, read, tells } = await open();
      const { id } = await act('recordLearning', success);
      const other = await act('recordLearning', success);
      const made = await act('makeCouncilDecision', decision([id]));
      const kept = await act('makeCouncilDecision', decision([other.id]));
      const against = await act('recordLearning', { ...failure, [how]: id });
      expect(await read(made.id)).toMatchObject({
        state: 'reopened',
        result: { reopened: [{ because: expect.stringContaining(against.id) }] },
      });
      expect((await read(kept.id)).state).toBe('made');
      expect(tells().filter(({ name }) => name === 'DECISION_CHALLENGED')).toMatchObject([
        { data: { outcome: 'At nine.', challengedBy: against.id } },
      ]);
    },
  );

  it('is not made on a learning that is withdrawn while it is made', async () => {
    const { act, deps, status } = await open();
    const { id } = await act('recordLearning', success);
    const write = deps.works.write;
    deps.works.write = async (...asked) => {
      deps.works.write = write;
      await act('recordLearning', { ...failure, withdraws: id });
      return write(...asked);
    };
    await expect(act('makeCouncilDecision', decision([id]))).rejects.toThrow(`${id} was withdrawn`);
    expect((await status()).counts).not.toContainEqual(expect.objectContaining({ kind: 'decision' }));
  });

  it('that is made while what it rests on is withdrawn is reopened', async () => {
    const { act, deps, read } = await open();
    const { id } = await act('recordLearning', success);
    const write = deps.works.write;
    let made = '';
    deps.works.write = async (...asked) => {
      deps.works.write = write;
      made = (await act('makeCouncilDecision', decision([id]))).id;
      return write(...asked);
    };
    await act('recordLearning', { ...failure, withdraws: id });
    expect((await read(made)).state).toBe('reopened');
  });

  it('is scored by the number that tells, on its day', async () => {
    const { act, ports, pass, review, read, summary, status } = await open();
    const { id } = await act('recordLearning', success);
    const made = await act('makeCouncilDecision', decision([id]));
    // The day of the decision does not count, nor one after that on which it is looked up.
    for (const [day, replied] of [
      ['2026-06-01', 50],
      ['2026-06-02', 12],
      ['2026-06-10', 9],
      ['2026-06-11', 50],
    ] as const)
      await ports.analytics.putDay({ workspace: WORKSPACE, day, counts: { replied }, reputations: {} });
    expect(await review()).toBe(0);
    pass(11 * DAY);
    expect(await review()).toBe(1);
    expect(await review()).toBe(0);
    expect(await read(made.id)).toMatchObject({
      state: 'settled',
      outcome: { held: true, measures: { came: 21, probability: 0.8, brier: expect.closeTo(0.04, 9) } },
    });
    expect((await summary()) as object).toMatchObject({
      decisions: { made: 0, settled: 1 },
      calibration: {
        scored: 1,
        brier: expect.closeTo(0.04, 9),
        bins: [{ from: 0.8, to: 1, count: 1, held: 1 }],
      },
    });
    expect((await status()).cards.map(({ value }) => value)).toEqual([1, 0, expect.closeTo(0.04, 9), 0]);
  });

  it('without a number is asked about, and a person says how it ended', async () => {
    const { act, pass, review, read, told } = await open();
    const { id } = await act('recordLearning', success);
    const { measure: _, ...expects } = decision([]).expects;
    const made = await act('makeCouncilDecision', decision([id], { expects }));
    const measured = await act('makeCouncilDecision', decision([id]));
    pass(11 * DAY);
    await review();
    expect((await read(made.id)).state).toBe('asked');
    expect(notificationMessages(told())).toEqual([
      expect.objectContaining({
        kind: 'write',
        about: made.id,
        at: made.createdAt,
        title: `Waits for you: ${made.title}`,
        message: expect.stringContaining(`settles.decision=${made.id}`),
        to: [made.createdBy],
        otherwise: ['owner', 'admin', 'operator'],
      }),
    ]);
    await act('recordLearning', { ...failure, settles: { decision: made.id, held: false } });
    expect(await read(made.id)).toMatchObject({
      state: 'settled',
      outcome: { held: false, measures: { brier: expect.closeTo(0.64, 9) } },
    });
    const again = { ...failure, settles: { decision: made.id, held: true } };
    await expect(act('recordLearning', again)).rejects.toMatchObject({ code: 'CONFLICT' });
    const counted = { ...failure, settles: { decision: measured.id, held: true } };
    await expect(act('recordLearning', counted)).rejects.toThrow(/replied tells on 2026-06-10/);
  });
});

describe('a round', () => {
  it('records what missions, approvals and alerts show, each once, and nothing of another workspace', async () => {
    const { deps, ends, round, learnings } = await open();
    await ends(met(true));
    const { approvals } = deps;
    await approvals.create(
      sampleApproval({ workspace: WORKSPACE, state: 'rejected', reason: 'Too long.' }),
      [],
    );
    await raiseAlert(deps, {
      workspace: WORKSPACE,
      type: 'task-failed',
      severity: 'warning',
      title: 'A task failed',
      message: 'It did.',
      evidence: {},
      cause: 'task 1',
    });
    expect(await round()).toBe(3);
    expect(await round()).toBe(0);
    const found = (await learnings()).map(({ result }) => result as { topic: string; text: string });
    expect(found.map(({ topic, text }) => `${topic}: ${text}`).toSorted()).toEqual([
      'alerts.task-failed: A task failed',
      'approvals.messages: messages was rejected: Too long.',
      'missions.lead_reactivation: Replies were as many as wanted.',
    ]);
    expect(await round('other')).toBe(0);
    expect(await learnings('other')).toEqual([]);
  });
});

describe('drafts of answers', () => {
  it('of a day are counted whole, however many there were, and also those of approvals that waited', async () => {
    const world = await open();
    const { approvals } = world.deps;
    const draft = (decidedAt: Date, fate: 'approved' | 'rejected') =>
      approvals.create(
        {
          workspace: WORKSPACE,
          id: newId('a', world.deps.clock.now()),
          version: 2,
          subject: 'task',
          state: fate,
          digest: 'd',
          policyVersion: 1,
          createdAt: world.deps.clock.now().toISOString(),
          expiresAt: '2026-12-31T00:00:00.000Z',
          decidedAt: decidedAt.toISOString(),
          taskId: 't_1',
          type: 'email.answer',
          title: 'Answer',
          agent: 'email',
          effect: effectOf({
            kind: 'email.answer',
            segment: 'model',
            summary: 'x',
            facts: { source: 'model' },
          }),
        },
        [],
      );
    const decidedAt = new Date(world.deps.clock.now().getTime() + 6 * DAY);
    for (let n = 0; n < 30; n++) await draft(decidedAt, 'rejected');
    world.pass(6 * DAY);
    for (let n = 0; n < 220; n++) await draft(decidedAt, 'approved');
    world.pass(DAY);
    await world.round();
    const found = (await newest(world.deps, WORKSPACE, 'learning')).works.map(({ result }) => result);
    expect(found.filter(({ topic }) => topic === 'drafts.answers.model')).toMatchObject([
      { counts: { successes: 220, trials: 250 } },
    ]);
    // Each of those that were decided, too.
    expect(found.filter(({ topic }) => topic === 'approvals.email.answer')).toHaveLength(250);
    expect(await world.round()).toBe(0);
  });
});

describe('a mission that has ended', () => {
  it('is looked up among the learnings until nothing of it is left to learn, and again when another one ends', async () => {
    const { ends, round, requestsOf, learnings } = await open();
    await ends(met(true));
    expect(await round()).toBeGreaterThan(0);
    const known = (await learnings()).length;
    expect(await requestsOf(round)).toBe(5);
    // Approvals, alerts, and the pool beside what was seen.
    expect(await requestsOf(round)).toBe(3);
    await ends(met(false));
    expect(await round()).toBeGreaterThan(0);
    expect((await learnings()).length).toBeGreaterThan(known);
  });

  it('is read until all was learned of it, also where a round died between two learnings, and then no more', async () => {
    const { deps, ends } = await open();
    const id = await ends(met(true));
    let reads = 0;
    let replyReads = 0;
    const look = (writes: number) => {
      let left = writes;
      const works = {
        get: deps.works.get,
        page: deps.works.page.bind(deps.works),
        due: deps.works.due.bind(deps.works),
        ofRequest: deps.works.ofRequest,
        wasMade: deps.works.wasMade,
        seen: deps.works.seen,
        sawAll: deps.works.sawAll,
        named: deps.works.named,
        write: async (...of: Parameters<typeof deps.works.write>) => {
          if (left-- === 0) throw new Error('The process dies here.');
          return deps.works.write(...of);
        },
      };
      const missions = {
        replyCounts: async () => {
          replyReads += 1;
          return { waiting: 0, classes: { interested: 1, unclear: 2 } };
        },
        get: async (workspace: string, of: string) => {
          reads += 1;
          const mission = await deps.missions.get(workspace, of);
          return mission && { ...mission, report: { messages: { delivered: 40, replied: 3 } } as never };
        },
      };
      return lookRound(cognition, rounds, { ...deps, works, missions }, WORKSPACE, 'c');
    };
    await expect(look(1)).rejects.toThrow('The process dies here.');
    expect(await look(9)).toBe(5);
    expect(await look(9)).toBe(0);
    expect([reads, replyReads]).toEqual([2, 2]);
    const { works } = await listWorks(cognition, deps, WORKSPACE, { kind: 'learning', limit: 100 });
    expect(works.map(({ result }) => (result as { key: string }).key).toSorted()).toEqual([
      `mission ${id}`,
      `replies ${id}`,
      `wanted interested ${id}`,
      `wanted later ${id}`,
      `wanted not_interested ${id}`,
      `wanted question ${id}`,
    ]);
  });
});

describe('mentoring', () => {
  /** A mission has shown something, and the advice that follows. */
  const advised = async (more: object = {}) => {
    const world = await open();
    await world.ends(met(false));
    await world.round();
    const [learning] = await world.learnings();
    const asked = {
      setting: 'frequencyCap.minHoursBetween',
      to: 96,
      advice: 'Write to one person less often.',
      learnings: [learning?.id ?? ''],
      ...more,
    };
    return { ...world, mentor: () => world.act('provideMentoring', asked) };
  };
  const hours = async ({ deps }: Awaited<ReturnType<typeof open>>) =>
    (await deps.workspaces.get(WORKSPACE))?.settings.frequencyCap.minHoursBetween;

  it('asks a person, and changes nothing before', async () => {
    const world = await advised();
    const { id } = await world.mentor();
    expect(await world.review()).toBe(1);
    expect(await world.review()).toBe(0);
    const asked = await world.read(id);
    expect(asked).toMatchObject({ state: 'asked', result: { agent: 'OutreachAgent' } });
    expect(await hours(world)).toBe(48);
    const approvalId = String(asked.result['approvalId']);
    const approval = await world.deps.approvals.get(WORKSPACE, approvalId);
    const { digest = '' } = approval ?? {};
    await decideChange(
      world.deps,
      { workspace: WORKSPACE, id: approvalId },
      { outcome: 'approved', digest, cause: ANN },
    );
    expect(await hours(world)).toBe(96);
    world.pass(2 * DAY);
    expect(await world.review()).toBe(1);
    expect((await world.read(id)).state).toBe('applied');
  });

  it('that is rejected ends so, with the reason', async () => {
    const world = await advised();
    const { id } = await world.mentor();
    await world.review();
    const approvalId = String((await world.read(id)).result['approvalId']);
    const rejection = { outcome: 'rejected', reason: 'We write rarely as it is.', cause: ANN } as const;
    await decideChange(world.deps, { workspace: WORKSPACE, id: approvalId }, rejection);
    world.pass(2 * DAY);
    await world.review();
    expect(await world.read(id)).toMatchObject({
      state: 'dismissed',
      result: { says: expect.stringContaining('We write rarely') },
    });
    expect(await hours(world)).toBe(48);
  });

  it('changes what a model is told by approval, from the text that was shown to the one that was', async () => {
    const setting = 'llm.instructions.messages';
    const world = await advised({ setting, to: 'Begin with a question.' });
    const told = async () => (await world.deps.workspaces.get(WORKSPACE))?.settings.llm.instructions;
    const { id } = await world.mentor();
    await world.review();
    const asked = await world.read(id);
    expect(asked).toMatchObject({
      state: 'asked',
      result: { agent: 'PersonalizerAgent', change: { setting, from: '', to: 'Begin with a question.' } },
    });
    expect(await told()).toEqual({ messages: '', answers: '' });
    const approvalId = String(asked.result['approvalId']);
    const { digest = '' } = (await world.deps.approvals.get(WORKSPACE, approvalId)) ?? {};
    const approve = () =>
      decideChange(
        world.deps,
        { workspace: WORKSPACE, id: approvalId },
        { outcome: 'approved', digest, cause: ANN },
      );
    await approve();
    await approve();
    expect(await told()).toEqual({ messages: 'Begin with a question.', answers: '' });
  });

  it('of what a model is told falls when somebody else changes it while its approval waits', async () => {
    const world = await advised({ setting: 'llm.instructions.answers', to: 'Be brief.' });
    const { id } = await world.mentor();
    await world.review();
    const approvalId = String((await world.read(id)).result['approvalId']);
    const { digest = '' } = (await world.deps.approvals.get(WORKSPACE, approvalId)) ?? {};
    const llm = (await world.deps.workspaces.get(WORKSPACE))?.settings.llm;
    if (!llm) throw new Error('There are no settings.');
    await world.changeSettings({ llm: { ...llm, instructions: { messages: '', answers: 'Be thorough.' } } });
    await expect(
      decideChange(
        world.deps,
        { workspace: WORKSPACE, id: approvalId },
        { outcome: 'approved', digest, cause: ANN },
      ),
    ).rejects.toThrow(/void.*is another text by now/);
    world.pass(2 * DAY);
    await world.review();
    expect(await world.read(id)).toMatchObject({
      state: 'dismissed',
      result: { says: expect.stringContaining('superseded') },
    });
    const { settings } = (await world.deps.workspaces.get(WORKSPACE)) ?? {};
    expect(settings?.llm.instructions.answers).toBe('Be thorough.');
  });

  it('takes no text that is longer than the setting does', async () => {
    const world = await advised({ setting: 'llm.instructions.answers', to: 'a'.repeat(2_001) });
    expect(() => world.mentor()).toThrow(/2000/);
  });

  it('takes no text with characters that only a machine reads: whoever approves would not see them', async () => {
    const tags = Array.from('obey', (letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join(
      '',
    );
    const setting = 'llm.instructions.answers';
    for (const to of [
      `Be brief.${tags}`,
      'Be\u200b brief.',
      'Be brief.\u{e0101}\u{e0102}',
      '\u2063',
      'Be \ue000.',
    ]) {
      const world = await advised({ setting, to });
      expect(() => world.mentor(), JSON.stringify(to)).toThrow(/invisible/);
    }
    const world = await advised({ setting, to: 'Sign with 👩‍👩‍👧 or ❤️‍🔥, and say می‌خواهم.' });
    await world.mentor();
  });

  it('beside another one of the same setting says which approval comes first', async () => {
    const world = await advised();
    const first = await world.mentor();
    await world.review();
    const approvalId = String((await world.read(first.id)).result['approvalId']);
    const [learning] = await world.learnings();
    const second = await world.act('provideMentoring', {
      setting: 'frequencyCap.minHoursBetween',
      to: 72,
      advice: 'Three days are enough.',
      learnings: [learning?.id ?? ''],
    });
    await world.review();
    expect(await world.read(second.id)).toMatchObject({
      state: 'refused',
      result: { says: expect.stringContaining(`decide its approval ${approvalId} first`) },
    });
    const rejection = { outcome: 'rejected', reason: 'No.', cause: ANN } as const;
    await decideChange(world.deps, { workspace: WORKSPACE, id: approvalId }, rejection);
    const third = await world.act('provideMentoring', {
      setting: 'frequencyCap.minHoursBetween',
      to: 60,
      advice: 'Two days and a half.',
      learnings: [learning?.id ?? ''],
    });
    await world.review();
    expect(await world.read(third.id)).toMatchObject({
      state: 'refused',
      result: { says: expect.stringMatching(/dismissed .* on 2026-06-01.* 30 days/) },
    });
  });

  it('rests on what people made of drafts of answers to a mission', async () => {
    const world = await open();
    const { id: missionId } = await world.mission({});
    const at = world.deps.clock.now().toISOString();
    const {
      subject: _,
      cohorts: __,
      recipients: ___,
      messages: ____,
      blockedDrafts: _____,
      ...of
    } = sampleApproval({ workspace: WORKSPACE, state: 'void', missionId });
    const effect = effectOf({
      kind: 'email.answer',
      segment: 'model',
      summary: 'x',
      facts: { source: 'model' },
    });
    const task = { taskId: 't_1', type: 'email.answer', title: 'Answer', agent: 'email', effect };
    const taken = { by: 'ann', at, change: 'edit' };
    await world.deps.approvals.create({ ...of, ...task, subject: 'task', taken }, []);
    expect(await world.round()).toBe(0);
    world.pass(DAY);
    expect([await world.round(), await world.round()]).toEqual([1, 0]);
    const [learning] = await world.learnings();
    expect(learning?.result).toMatchObject({
      topic: 'drafts.answers.model',
      counts: { successes: 0, trials: 1 },
    });
    const mentoring = await world.act('provideMentoring', {
      setting: 'llm.instructions.answers',
      to: 'Name the day of delivery.',
      advice: 'People add the day themselves.',
      learnings: [learning?.id ?? ''],
    });
    expect(mentoring.result).toMatchObject({ agent: 'email', missionId });
  });

  it('with a value that the setting does not take is refused by name', async () => {
    for (const to of [-1, true, 48])
      await expect((await advised({ to })).mentor()).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
        fields: [{ path: 'body.to' }],
      });
  });

  it('needs a learning of a mission', async () => {
    const world = await open();
    const { id } = await world.act('recordLearning', success);
    const asked = { setting: 'dailyBudget', to: 100, advice: 'Send less.', learnings: [id] };
    await expect(world.act('provideMentoring', asked)).rejects.toThrow(/comes from a mission/);
  });

  it('of a setting that has changed meanwhile is refused, and says why', async () => {
    const world = await advised();
    const { id } = await world.mentor();
    await world.changeSettings({ frequencyCap: { minHoursBetween: 72, maxIn30Days: 10 } });
    await world.review();
    expect(await world.read(id)).toMatchObject({
      state: 'refused',
      result: { says: expect.stringContaining('72') },
    });
  });
});

import { describe, expect, it } from 'vitest';
import { openMemory } from '../../../../test/memory/tables.ts';
import { stores } from '../../../../test/support/stores.ts';
import { orderRun } from '../../../guilds/app/order-run.ts';
import { addMs, DAY, HOUR } from '../../../kernel/clock.ts';
import type { FunctionPeriod } from '../../../platform/domain/function-period.ts';
import { seatStores } from '../../../seats/adapters/stores.ts';
import { type ActRequest, carryOut } from '../../../seats/app/carry-out.ts';
import { reviewDue } from '../../../seats/app/review-due.ts';
import { seatStatus } from '../../../seats/app/view-seat.ts';
import type { Analysis, Guidance, Initiative } from '../contract/schemas.ts';
import { architect } from '../contract/seat.ts';
import { acts, cards, looks, reviews } from './work.ts';

const START = new Date('2026-06-10T10:00:00Z');
const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' } as const;
const caller = { subject: 'ann', role: 'viewer' } as const;

/** The same in each of 48 hours, but for what is said of one. */
const hours = (of: (n: number) => Partial<FunctionPeriod>): FunctionPeriod[] =>
  Array.from({ length: 48 }, (_, n) => ({
    at: addMs(START, (n - 48) * HOUR).toISOString(),
    calls: 360,
    errors: 0,
    throttles: 0,
    meanMs: 20,
    p50Ms: 15 + (n % 3),
    p95Ms: 50 + (n % 5),
    atOnce: 2,
    ...of(n),
  }));

/** A system whose functions did this; what they do can be changed. */
function world(workspace: string, did: Record<string, FunctionPeriod[]>, tables = openMemory()) {
  let now = START;
  const measured = { ...did };
  const all = stores(tables);
  const deps = {
    ...all,
    ...seatStores(tables, 'architect'),
    log: {
      stats: async (_: string, names: readonly string[]) =>
        names.map((agent) => ({ agent, runs: 0, failed: 0, totalMs: 0 })),
    } as never,
    taskQueue: { send: async () => undefined },
    metrics: {
      functions: [...Object.keys(did), 'http-idle'],
      periods: async ({ functions }: { functions: readonly string[] }) =>
        new Map(functions.map((name) => [name, measured[name] ?? []])),
    },
    clock: { now: () => now },
  };
  return {
    deps,
    measured,
    act: (act: keyof typeof acts, input: object, asked: Partial<ActRequest> = {}) =>
      carryOut(architect, acts, deps, {
        act,
        workspace,
        input: architect.acts[act].input.parse(input),
        cause,
        ...asked,
      }),
    pass: (days: number) => {
      now = addMs(now, days * DAY);
    },
    review: () => reviewDue(architect, reviews, deps, 'c'),
    work: async (id: string) => (await deps.works.get(workspace, id))!,
    decisions: () => looks.initiativeDecisions(deps, { workspace, caller, params: {}, query: {} }),
    guidanceOf: (guild_name: 'heart') =>
      looks.guildGuidance(deps, { workspace, caller, params: { guild_name }, query: {} }),
    status: () => seatStatus(architect, cards, deps, workspace, { subject: 'ann', role: 'admin' }),
    /** Runs of an agent of the guild heart, so many of which failed. */
    runs: async (failed: number, done: number) => {
      for (let n = 0; n < failed + done; n++) {
        const input = { text: 'This is a text.' };
        const task = await orderRun(deps, {
          workspace,
          name: 'sentiment-classifier',
          input,
          idempotencyKey: undefined,
          cause,
        });
        const status = n < failed ? ('failed' as const) : ('completed' as const);
        await deps.tasks.save({ ...task, status, completedAt: addMs(now, HOUR).toISOString() }, []);
      }
    },
    told: () =>
      tables.database
        .everything('events')
        .filter(({ pk }) => String(pk).startsWith(`W#${workspace}#SEAT_WORK#`))
        .flatMap(({ data }) => (data as { tells: { name: string }[] }).tells.map(({ name }) => name)),
  };
}

const slower = hours((n) => (n < 24 ? {} : { p95Ms: 200 + (n % 5) }));

describe('an analysis', () => {
  it('says what each function does with its intervals, what has changed, and where the work is', async () => {
    const { act, told, status } = world('acme', {
      'http-leads': slower,
      'consumers-outbound': hours(() => ({ calls: 3_600, meanMs: 100 })),
    });
    const made = await act('analyzeArchitecture', { days: 2 });
    const { functions, bottleneck, findings } = made.result as unknown as Analysis;
    expect(functions.map(({ component, type }) => [component, type])).toEqual([
      ['consumers-outbound', 'consumer'],
      ['http-leads', 'api'],
    ]);
    // A call a second of 100 ms, in all 48 hours.
    expect(functions[0]).toMatchObject({
      inWork: 0.1,
      calls: 172_800,
      p95Ms: { value: 52, low: 51, high: 53 },
      change: null,
    });
    expect(functions[1]?.change).toMatchObject({
      at: '2026-06-09T10:00:00.000Z',
      beforeMs: 52,
      afterMs: 202,
    });
    expect(bottleneck).toEqual({
      component: 'consumers-outbound',
      says: "consumers-outbound does the most, 98.0 % of all work: 172800 calls in 48 hours kept 0.1 of it at work in the mean (Little's law), 2 at most. None was turned away.",
    });
    expect(findings.map(({ component }) => component)).toEqual(expect.arrayContaining(['http-leads']));
    expect(findings.every(({ component }) => component === 'http-leads')).toBe(true);
    expect(told()).toEqual(['ARCHITECTURE_ANALYZED']);
    expect((await status()).cards.map(({ value }) => value)).toEqual([
      0,
      functions[1]?.p95Ms.value,
      findings.length,
      null,
    ]);
  });

  it('names a function that turned calls away before all others', async () => {
    const { act } = world('acme', {
      'http-leads': hours((n) => ({ throttles: n === 3 ? 7 : 0 })),
      'consumers-outbound': hours(() => ({ meanMs: 1_000 })),
    });
    const { result } = await act('analyzeArchitecture', { days: 2, type: 'api' });
    expect((result as unknown as Analysis).bottleneck.says).toBe(
      '7 calls of http-leads were turned away: it is full.',
    );
  });

  it('sees a function that turned away every call', async () => {
    const nothing = { calls: 0, meanMs: 0, p50Ms: 0, p95Ms: 0, atOnce: 0 };
    const { act } = world('acme', {
      'http-leads': hours((n) => (n < 40 ? {} : { ...nothing, throttles: 5 })),
      'http-tasks': hours(() => ({ ...nothing, throttles: 9 })),
    });
    const { functions, bottleneck } = (await act('analyzeArchitecture', { days: 2, type: 'api' }))
      .result as unknown as Analysis;
    const of = (name: string) => functions.find(({ component }) => component === name);
    expect(of('http-leads')).toMatchObject({ hours: 40, throttles: 40, change: null, p95Ms: { value: 52 } });
    expect(of('http-tasks')).toMatchObject({ hours: 0, throttles: 432, errorRate: { value: 0 } });
    expect(bottleneck.component).toBe('http-tasks');
  });

  it('of functions that were not called is refused', async () => {
    const { act, status } = world('acme', {});
    await expect(act('analyzeArchitecture', {})).rejects.toThrow(
      'No such function was called in the last 7 days.',
    );
    expect((await status()).counted).toBe(0);
  });
});

describe('a proposal', () => {
  it.each([
    ['throttles', hours((n) => ({ throttles: n === 0 ? 3 : 0 })), 3, 0],
    ['errorRate', hours(() => ({ errors: 18 })), 0.05, 0.01],
    ['p95Ms', slower, 202, 52],
    ['p95Ms', hours((n) => ({ p95Ms: [40, 80, 90, 100][(n * 7) % 4] ?? 0 })), 85, 70],
  ])(
    'is measured by %s before, and expects what was there before',
    async (measure, did, before, expected) => {
      const { act } = world('acme', { 'http-leads': did });
      const made = await act('optimizeComponent', { component: 'http-leads', days: 2 });
      expect(made.result).toMatchObject({ component: 'http-leads', measure, after: null });
      expect(made.result['before']).toBeCloseTo(before, 9);
      expect(made.result['expected']).toBeCloseTo(expected, 9);
    },
  );

  it.each([
    ['reached', hours(() => ({})), true],
    ['missed', slower, false],
    ['untold', [], null],
  ])('is %s when its day has come', async (state, later, held) => {
    const { act, measured, pass, review, work, told } = world('acme', { 'http-leads': slower });
    const { id } = await act('optimizeComponent', { component: 'http-leads', days: 2 });
    pass(6);
    expect(await review()).toBe(0);
    pass(1);
    measured['http-leads'] = later;
    expect(await review()).toBe(1);
    expect(await work(id)).toMatchObject({ state, outcome: { held } });
    expect((await work(id)).dueAt).toBeUndefined();
    expect(told()).toEqual(['ARCHITECTURE_OPTIMIZED']);
  });

  it('is not made where nothing asks for it, or of what is not there', async () => {
    const { act } = world('acme', { 'http-leads': hours(() => ({ p95Ms: 50 })) });
    await expect(act('optimizeComponent', { component: 'http-leads' })).rejects.toThrow(
      'Nothing in the figures of http-leads',
    );
    const few = world('few', { 'http-leads': hours((n) => ({ p95Ms: 40 + 20 * n })).slice(0, 5) });
    await expect(few.act('optimizeComponent', { component: 'http-leads' })).rejects.toThrow(
      'Nothing in the figures',
    );
    await expect(act('optimizeComponent', { component: 'http-idle' })).rejects.toThrow(
      'was not called in the last 7 days',
    );
    await expect(act('optimizeComponent', { component: 'http-lead' })).rejects.toMatchObject({
      fields: [{ path: 'body.component', message: 'There is no function http-lead.' }],
    });
  });
});

describe('an initiative', () => {
  const FASTER = {
    title: 'Faster leads',
    goal: 'Be as fast as before.',
    phases: [
      { id: 'find', title: 'Find it', days: 2 },
      { id: 'mend', title: 'Mend it', days: 3, after: ['find'] },
      { id: 'tell', title: 'Tell it', days: 1, after: ['find'] },
    ],
    target: { component: 'http-leads', measure: 'p95Ms', atMost: 60, days: 2 },
  };

  it('is decided by people, with reasons that stay, and measured before and after', async () => {
    const { act, pass, review, work, measured, decisions, told } = world('acme', { 'http-leads': slower });
    const made = await act('designInitiative', FASTER);
    const { phases, endsOn, target } = made.result as unknown as Initiative;
    expect(phases.map(({ on, until, slack }) => [on, until, slack])).toEqual([
      ['2026-06-10', '2026-06-11', 0],
      ['2026-06-12', '2026-06-14', 0],
      ['2026-06-12', '2026-06-12', 2],
    ]);
    expect([endsOn, target?.before]).toEqual(['2026-06-14', expect.closeTo(127, 0)]);
    const { id } = made;
    const decide = (to: string) => act('decideInitiative', { to, reason: `To ${to}.` }, { id });
    await expect(decide('measuring')).rejects.toThrow(`${id} is proposed and cannot become measuring.`);
    for (const to of ['approved', 'in_progress']) await decide(to);
    await expect(decide('completed')).rejects.toThrow('what is measured completes it');
    await decide('measuring');
    expect((await decisions()) as object).toEqual({
      decisions: [
        expect.objectContaining({
          initiative: id,
          from: 'proposed',
          to: 'approved',
          by: 'ann',
          reason: 'To approved.',
        }),
        expect.objectContaining({ from: 'approved', to: 'in_progress' }),
        expect.objectContaining({ from: 'in_progress', to: 'measuring' }),
      ],
    });
    measured['http-leads'] = [];
    pass(2);
    await review();
    expect((await work(id)).state).toBe('measuring');
    measured['http-leads'] = hours(() => ({}));
    pass(1);
    await review();
    expect(await work(id)).toMatchObject({
      state: 'completed',
      outcome: { held: true, says: 'p95Ms of http-leads was 127, was to be 60 at most, and is 52.' },
    });
    expect(told()).toEqual(['INITIATIVE_CREATED', 'INITIATIVE_PROPOSED', 'INITIATIVE_APPROVED']);
  });

  it('is refused by the phase that cannot be, and by a target that is not there', async () => {
    const { act } = world('acme', {});
    const [first] = FASTER.phases;
    await expect(
      act('designInitiative', { ...FASTER, target: undefined, phases: [{ ...first, after: ['mend'] }] }),
    ).rejects.toMatchObject({
      fields: [{ path: 'body.phases.0', message: expect.stringContaining('waits for mend') }],
    });
    await expect(act('designInitiative', FASTER)).rejects.toMatchObject({
      fields: [expect.objectContaining({ path: 'body.target.component' })],
    });
    const { id } = await act('designInitiative', { ...FASTER, target: undefined });
    for (const to of ['approved', 'in_progress'])
      await act('decideInitiative', { to, reason: 'Yes.' }, { id });
    await expect(act('decideInitiative', { to: 'measuring', reason: 'Yes.' }, { id })).rejects.toThrow(
      'has no target',
    );
    const done = await act('decideInitiative', { to: 'completed', reason: 'It is there.' }, { id });
    expect(done.state).toBe('completed');
  });
});

describe('guidance of a guild', () => {
  it('says what its figures ask for, and is reviewed a week later', async () => {
    const { act, runs, guidanceOf, pass, review, work, told } = world('acme', {});
    await expect(guidanceOf('heart')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await runs(6, 2);
    const given = await ownGuild(act);
    expect(given.failed).toMatchObject({ successes: 6, trials: 8 });
    expect(given.since).toBeNull();
    await runs(0, 40);
    pass(8);
    const first = (await guidanceOf('heart')) as { id: string };
    expect(await review()).toBe(1);
    expect(await work(first.id)).toMatchObject({
      state: 'reviewed',
      outcome: { held: true, says: '6 of 48 of its tasks failed, after 6 of 8: fewer than before.' },
    });
    expect((await ownGuild(act)).since?.guidance).toBe(first.id);
    expect(told()).toEqual(['STRATEGY_REVIEWED', 'STRATEGY_REVIEWED', 'STRATEGY_UPDATED']);
  });

  const ownGuild = async (act: ReturnType<typeof world>['act']): Promise<Guidance> =>
    (await act('provideGuidance', { guild: 'heart' })).result as unknown as Guidance;
});

it('nothing of another workspace is decided, guided or shown', async () => {
  const tables = openMemory();
  const theirs = world('theirs', {}, tables);
  const { id } = await theirs.act('designInitiative', {
    title: 'T',
    goal: 'G',
    phases: [{ id: 'a', title: 'A', days: 1 }],
  });
  await theirs.act('provideGuidance', { guild: 'heart' });
  const ours = world('ours', {}, tables);
  await expect(ours.act('decideInitiative', { reason: 'Yes.' }, { id })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await expect(ours.guidanceOf('heart')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await ours.decisions()).toEqual({ decisions: [] });
});

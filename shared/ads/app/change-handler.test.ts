import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { startGoogleAdsServer } from '../../../test/support/google-ads/google-ads-server.ts';
import { decidePolicy } from '../../autonomy/domain/policy.ts';
import type { OpenConnection } from '../../connections/app/ports/connections.ts';
import { addMs, DAY, MINUTE, utcDay } from '../../kernel/clock.ts';
import { STOPPED } from '../../tasks/app/ports/handler.ts';
import { jsonClient } from '../../webhooks/adapters/https/json-client.ts';
import { settingsSchema } from '../../workspaces/contract/settings.ts';
import { GoogleAds } from '../adapters/google-ads/google-ads.ts';
import { changePayloadSchema, reportPayloadSchema } from '../contract/tasks.ts';
import { adsChangeHandler } from './change-handler.ts';
import { AdsFault } from './ports/google-ads.ts';
import { adsReportHandler } from './report-handler.ts';

let server: Awaited<ReturnType<typeof startGoogleAdsServer>>;
beforeAll(async () => {
  server = await startGoogleAdsServer();
});
beforeEach(() => server.clear());
afterAll(() => server?.stop());

const CONNECTION = `con_${'0'.repeat(26)}`;
const settings = settingsSchema.parse({
  brandName: 'Acme',
  senderName: 'Ann',
  postalAddress: '1 Road, Town',
  website: 'https://acme.example',
});
const CUT = { what: 'keyword_bid', id: '5~7', amount: '0.80' };
const RAISE = { what: 'budget', id: '9', amount: '60' };
const PAUSE = { what: 'campaign_status', id: '2', status: 'PAUSED' };
const NEGATIVE = { what: 'negative_keyword', id: '1', text: 'free', match: 'PHRASE' };

function open(change: Partial<OpenConnection> = {}, caps: object = {}) {
  const rex = openRex();
  const opened: OpenConnection = {
    connectionId: CONNECTION,
    provider: 'google_ads',
    account: { ...server.account, api: server.url },
    secret: server.secret,
    ...change,
  };
  const refused: string[] = [];
  const { clock } = rex.ports;
  const deps = {
    connections: {
      open: async () => opened,
      refused: async (_: string, __: OpenConnection, reason: string) => void refused.push(reason),
    },
    googleAds: new GoogleAds({ call: jsonClient({ targets: 'loopback', timeoutMs: 1_000 }), clock }),
    budgetDays: rex.ports.budgetDays,
    clock,
    wait: rex.ports.wait,
  };
  const handler = adsChangeHandler(deps);
  const order = (changes: object[], taskId = `t_${'0'.repeat(26)}`) => ({
    workspace: WORKSPACE,
    taskId,
    payload: changePayloadSchema.parse({ connection: CONNECTION, changes }),
    settings: { ...settings, tasks: { ...settings.tasks, ads: { ...settings.tasks.ads, ...caps } } },
    missionId: undefined,
    goesOn: async () => true,
  });
  const planned = async (changes: object[]) => {
    const plan = await handler.plan(order(changes));
    if (plan.outcome !== 'planned') throw new Error(plan.reason);
    return plan.effect;
  };
  const perform = async (changes: object[], taskId?: string) =>
    handler.perform(order(changes, taskId), await planned(changes));
  const undo = async (changes: object[], done: unknown) => {
    const back = { ...order(changes), done };
    const plan = await handler.undo?.plan(back);
    if (plan?.outcome !== 'planned') return plan;
    return handler.undo?.perform(back, plan.effect);
  };
  const used = () =>
    rex.ports.budgetDays.used({
      workspace: WORKSPACE,
      customer: server.account.customerId,
      day: utcDay(clock.now()),
    });
  return { rex, deps, handler, order, planned, perform, undo, refused, used };
}
const bidOf = (id: string) => server.thing('adGroupCriteria', id)['cpcBidMicros'];
const budget = () => server.thing('campaignBudgets', '9')['amountMicros'];
const verdictOf = async (changes: object[]) => {
  const effect = await open().planned(changes);
  return decidePolicy({
    effect,
    agent: 'ads',
    undoneBy: undefined,
    settings: settings.tasks,
    record: undefined,
    taskId: 't',
  }).rule;
};

describe('what it would do', () => {
  it('names each thing with its value before and after, and all campaigns of a shared budget', async () => {
    expect(await open().planned([CUT, RAISE, PAUSE, NEGATIVE])).toMatchObject({
      kind: 'ads.change',
      facts: { lowersBidsOnly: false, budgetRaise: 10, budget: true },
      changes: [
        { what: 'Keyword "turntable" of Turntables', field: 'bid', before: '1.00', after: '0.80' },
        {
          what: 'Budget "Shared" (campaigns: Brand, Shop)',
          field: 'budget a day',
          before: '50.00',
          after: '60.00',
        },
        { what: 'Campaign "Brand"', field: 'state', before: 'ENABLED', after: 'PAUSED' },
        { field: 'negative keyword', before: null, after: 'free (PHRASE)' },
      ],
    });
    expect(server.state.asked.at(-1)).toBe('validate');
    expect(server.state.asked).not.toContain('mutate');
  });

  it('runs by itself where it only lowers bids, and is asked about else', async () => {
    expect(await verdictOf([CUT])).toBe('bid-decrease');
    expect(await verdictOf([{ ...CUT, amount: '1.10' }])).toBe('ads-change');
    expect(await verdictOf([CUT, RAISE])).toBe('ads-change');
    expect(await verdictOf([{ ...RAISE, amount: '40' }])).toBe('ads-change');
    expect(await verdictOf([PAUSE])).toBe('ads-change');
    expect(await verdictOf([NEGATIVE])).toBe('ads-change');
  });

  it.each([
    [[{ ...CUT, amount: '1.21' }], /^payload\.changes\.0: Keyword "turntable".*\+21 %.*bidUpAtMost/],
    [[CUT, { ...RAISE, amount: '61' }], /^payload\.changes\.1: Budget.*budgetUpAtMost/],
    [[{ ...CUT, amount: '1' }], /is so already/],
    [[{ ...CUT, id: '5~99' }], /there is no keyword bid 5~99/],
    [
      [{ ...CUT, amount: '0.801' }],
      /Google Ads does not take it: .*multiple.*BID_TOO_MANY_FRACTIONAL_DIGITS/,
    ],
  ])('is refused: %j', async (changes, said) => {
    const world = open();
    expect(await world.handler.plan(world.order(changes))).toMatchObject({
      outcome: 'refused',
      reason: expect.stringMatching(said),
    });
  });
});

describe('a change', () => {
  it('is done, read back, and given back', async () => {
    const world = open();
    const changes = [CUT, RAISE, PAUSE, NEGATIVE];
    const done = await world.perform(changes);
    expect(done).toMatchObject({ outcome: 'done', result: { failed: [], verified: true } });
    expect([bidOf('5~7'), budget(), server.thing('campaigns', '2')['status']]).toEqual([
      '800000',
      '60000000',
      'PAUSED',
    ]);
    expect(server.state.things.campaignCriteria).toMatchObject([
      { negative: true, keyword: { text: 'free' } },
    ]);
    if (done.outcome !== 'done') return;
    expect(await world.undo(changes, done.undo)).toMatchObject({
      outcome: 'done',
      result: { failed: [], changedByOthers: [] },
    });
    expect([bidOf('5~7'), budget(), server.thing('campaigns', '2')['status']]).toEqual([
      '1000000',
      '50000000',
      'ENABLED',
    ]);
    expect(server.state.things.campaignCriteria).toEqual([]);
    expect(await world.undo(changes, done.undo)).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('somebody else'),
    });
  });

  it('leaves alone what somebody else has changed since, when it is undone', async () => {
    const world = open();
    const done = await world.perform([CUT, PAUSE]);
    server.thing('adGroupCriteria', '5~7')['cpcBidMicros'] = '900000';
    expect(done.outcome).toBe('done');
    expect(await world.undo([CUT, PAUSE], done.outcome === 'done' ? done.undo : {})).toMatchObject({
      result: { restored: ['Campaign "Brand"'], changedByOthers: ['Keyword "turntable" of Turntables'] },
    });
    expect(bidOf('5~7')).toBe('900000');
  });

  it('of a bid that comes from the ad group gives back none of its own', async () => {
    const world = open();
    const change = { ...CUT, id: '5~8', amount: '1.50' };
    const done = await world.perform([change]);
    expect(bidOf('5~8')).toBe('1500000');
    await world.undo([change], done.outcome === 'done' ? done.undo : {});
    expect(bidOf('5~8')).toBeUndefined();
  });

  it.each(['lost', 'half'] as const)('whose answer is %s is read back', async (act) => {
    const world = open();
    server.state.next = [act];
    expect(await world.perform([CUT, NEGATIVE])).toMatchObject({
      outcome: 'done',
      result: { failed: [], verified: true },
      undo: {
        changed: [{ before: '1000000' }, { resourceName: expect.stringContaining('campaignCriteria') }],
      },
    });
  });

  it('that was not taken is tried again, and takes the rise of the day once', async () => {
    const world = open({}, { budgetRaiseADay: 10 });
    server.state.next = ['down'];
    expect(await world.perform([RAISE])).toMatchObject({ outcome: 'unavailable' });
    expect([budget(), await world.used()]).toEqual(['50000000', 10_000_000]);
    expect(await world.perform([RAISE])).toMatchObject({ outcome: 'done' });
    expect([budget(), await world.used()]).toEqual(['60000000', 10_000_000]);
  });

  it('is looked up after a death', async () => {
    const world = open();
    const effect = await world.planned([CUT, PAUSE]);
    const look = () => world.handler.lookUp?.(world.order([CUT, PAUSE]), effect, world.deps.clock.now());
    expect(await look()).toEqual({ outcome: 'absent' });
    await world.perform([CUT]);
    expect(await look()).toEqual({ outcome: 'unknown' });
    await world.perform([PAUSE]);
    const done = await look();
    expect(done).toMatchObject({ outcome: 'done', result: { verified: true } });
    await world.undo([CUT, PAUSE], done?.outcome === 'done' ? done.undo : {});
    expect(bidOf('5~7')).toBe('1000000');
  });

  describe('whose answer is lost while somebody else changes the same', () => {
    /** Somebody sets the bid right after Google has taken it, and its answer is lost. */
    const overtaken = (world: ReturnType<typeof open>) => {
      const mutate = world.deps.googleAds.mutate.bind(world.deps.googleAds);
      world.deps.googleAds.mutate = async (opened, operations, how) => {
        const mutated = await mutate(opened, operations, how);
        if (how.validateOnly) return mutated;
        server.thing('adGroupCriteria', '5~7')['cpcBidMicros'] = '700000';
        throw new AdsFault('uncertain', 'No answer.');
      };
    };

    it('is not known, and neither done again nor called undone', async () => {
      const world = open();
      const effect = await world.planned([CUT]);
      overtaken(world);
      expect(await world.handler.perform(world.order([CUT]), effect)).toMatchObject({ outcome: 'unknown' });
      expect(await world.handler.lookUp?.(world.order([CUT]), effect, world.deps.clock.now())).toEqual({
        outcome: 'unknown',
      });
    });

    it('is not known of an undo either', async () => {
      const world = open();
      const done = await world.perform([CUT]);
      overtaken(world);
      expect(await world.undo([CUT], Object(done).undo)).toEqual({
        outcome: 'unknown',
        reason: 'No answer.',
      });
    });
  });

  it('that is an undo whose answer is lost is read back', async () => {
    const world = open();
    const done = await world.perform([CUT, RAISE]);
    server.state.next = ['lost'];
    expect(await world.undo([CUT, RAISE], Object(done).undo)).toMatchObject({
      outcome: 'done',
      result: { restored: [expect.any(String), expect.any(String)], failed: [] },
    });
    expect([bidOf('5~7'), budget()]).toEqual(['1000000', '50000000']);
  });

  it('that is an undo is looked up after a death', async () => {
    const world = open();
    const done = await world.perform([CUT, RAISE]);
    const back = { ...world.order([CUT, RAISE]), done: Object(done).undo };
    const plan = await world.handler.undo?.plan(back);
    if (plan?.outcome !== 'planned') throw new Error('It can be undone.');
    const look = () => world.handler.undo?.lookUp?.(back, plan.effect, world.deps.clock.now());
    expect(await look()).toEqual({ outcome: 'absent' });
    await world.handler.undo?.perform(back, plan.effect);
    expect(await look()).toEqual({ outcome: 'done' });
    server.thing('adGroupCriteria', '5~7')['cpcBidMicros'] = '900000';
    expect(await look()).toEqual({ outcome: 'unknown' });
  });

  it('that a pause has overtaken does nothing, and gives back the rise of the day; nor does its undo', async () => {
    const world = open();
    const effect = await world.planned([RAISE]);
    const paused = { ...world.order([RAISE]), goesOn: async () => false };
    expect(await world.handler.perform(paused, effect)).toBe(STOPPED);
    expect([budget(), await world.used()]).toEqual(['50000000', 0]);
    const lower = { what: 'budget', id: '9', amount: '40' };
    const done = await world.perform([lower]);
    const back = { ...world.order([lower]), goesOn: async () => false, done: Object(done).undo };
    expect(await world.handler.undo?.perform(back, effect)).toBe(STOPPED);
    expect([budget(), await world.used()]).toEqual(['40000000', 0]);
  });

  it('that Google refuses in part is done in part, and says why', async () => {
    const world = open();
    const effect = await world.planned([CUT, RAISE]);
    const mutate = world.deps.googleAds.mutate.bind(world.deps.googleAds);
    // Somebody removes the budget between the last look and the change.
    world.deps.googleAds.mutate = (...given) => {
      server.state.things.campaignBudgets = [];
      return mutate(...given);
    };
    expect(await world.handler.perform(world.order([CUT, RAISE]), effect)).toMatchObject({
      outcome: 'done',
      result: {
        changed: ['Keyword "turntable" of Turntables'],
        failed: [
          {
            change: expect.stringContaining('Shared'),
            reason: expect.stringContaining('RESOURCE_NOT_FOUND'),
          },
        ],
      },
      undo: { changed: [{ after: '800000' }] },
    });
    expect(await world.used()).toBe(0);
  });

  it('is not done when a value was changed since it was looked at', async () => {
    const world = open();
    const effect = await world.planned([CUT]);
    server.thing('adGroupCriteria', '5~7')['cpcBidMicros'] = '900000';
    expect(await world.handler.perform(world.order([CUT]), effect)).toMatchObject({
      outcome: 'unavailable',
    });
    expect(bidOf('5~7')).toBe('900000');
  });
});

describe('what budgets rise in a day', () => {
  it('has a cap, taken by one task at a time and given back where nothing was raised', async () => {
    const world = open({}, { budgetRaiseADay: 15, budgetUpAtMost: 1 });
    expect(await world.perform([RAISE], `t_${'1'.repeat(26)}`)).toMatchObject({ outcome: 'done' });
    const more = { ...RAISE, amount: '66' };
    expect(await world.handler.plan(world.order([more]))).toMatchObject({
      outcome: 'refused',
      reason: expect.stringMatching(/rise by 6\.00 a day; today they rose by 10\.00, and 15\.00 is the most/),
    });
    server.state.next = ['quota'];
    const five = { ...RAISE, amount: '65' };
    expect(await world.perform([five], `t_${'2'.repeat(26)}`)).toMatchObject({ outcome: 'unavailable' });
    expect(await world.used()).toBe(10_000_000);
    await world.rex.ports.wait(DAY);
    expect(await world.perform([more], `t_${'3'.repeat(26)}`)).toMatchObject({ outcome: 'done' });
  });

  it('counts what an undo raises, which is refused when that is used up, and works the next day', async () => {
    const world = open({}, { budgetRaiseADay: 15, budgetUpAtMost: 1, budgetDownAtMost: 1 });
    const cut = { ...RAISE, amount: '40' };
    const done = await world.perform([cut], `t_${'1'.repeat(26)}`);
    if (done.outcome !== 'done') throw new Error(done.outcome);
    const back = { ...world.order([cut], `t_${'2'.repeat(26)}`), done: done.undo };
    const other = {
      workspace: WORKSPACE,
      taskId: `t_${'3'.repeat(26)}`,
      customer: server.account.customerId,
    };
    const day = (n: number) => utcDay(addMs(world.deps.clock.now(), n * DAY));
    await world.deps.budgetDays.take({ ...other, day: day(0), micros: 6_000_000 }, 15_000_000);
    const over = {
      outcome: 'refused',
      reason: expect.stringMatching(/rise by 10\.00 a day; today they rose by 6\.00, and 15\.00 is the most/),
    };
    expect(await world.handler.undo?.plan(back)).toMatchObject(over);
    await world.deps.budgetDays.giveBack(other, 6_000_000);
    const plan = await world.handler.undo?.plan(back);
    if (plan?.outcome !== 'planned') throw new Error('It is not planned.');
    await world.deps.budgetDays.take({ ...other, day: day(0), micros: 6_000_000 }, 15_000_000);
    expect(await world.handler.undo?.perform(back, plan.effect)).toMatchObject(over);
    expect(budget()).toBe('40000000');
    await world.rex.ports.wait(DAY);
    server.state.next = ['quota'];
    expect(await world.handler.undo?.perform(back, plan.effect)).toMatchObject({ outcome: 'unavailable' });
    expect(await world.used()).toBe(0);
    expect(await world.handler.undo?.perform(back, plan.effect)).toMatchObject({ outcome: 'done' });
    expect(budget()).toBe('50000000');
    expect(await world.used()).toBe(10_000_000);
  });

  it('is not passed by tasks that run at the same time', async () => {
    const { rex } = open();
    const hold = (taskId: string) =>
      rex.ports.budgetDays.take(
        { workspace: WORKSPACE, taskId, customer: '1', day: '2026-03-05', micros: 4 },
        10,
      );
    const ids = ['1', '2', '3', '4'].map((n) => `t_${n.repeat(26)}`);
    const taken = await Promise.all(ids.map(hold));
    expect(taken.filter(Boolean)).toHaveLength(2);
    // A repeat takes nothing more.
    expect(await hold(ids[taken.indexOf(true)]!)).toBe(true);
    expect(await rex.ports.budgetDays.used({ workspace: WORKSPACE, customer: '1', day: '2026-03-05' })).toBe(
      8,
    );
    const of = { workspace: WORKSPACE, taskId: ids[taken.indexOf(true)]! };
    await rex.ports.budgetDays.giveBack(of, 4);
    await rex.ports.budgetDays.giveBack(of, 4);
    expect(await rex.ports.budgetDays.used({ workspace: WORKSPACE, customer: '1', day: '2026-03-05' })).toBe(
      4,
    );
  });
});

it('what a task raises after it was edited, or on another day, counts as it is then', async () => {
  const { rex } = open();
  const of = { workspace: WORKSPACE, taskId: `t_${'1'.repeat(26)}`, customer: '1' };
  const used = (day: string) => rex.ports.budgetDays.used({ ...of, day });
  const take = (day: string, micros: number) => rex.ports.budgetDays.take({ ...of, day, micros }, 10);
  expect(await take('2026-03-05', 4)).toBe(true);
  expect(await take('2026-03-05', 9)).toBe(true);
  expect(await used('2026-03-05')).toBe(9);
  expect(await take('2026-03-05', 11)).toBe(false);
  expect(await take('2026-03-06', 9)).toBe(true);
  expect(await used('2026-03-06')).toBe(9);
});

describe('Google Ads says', () => {
  it.each([
    ['quota', 'unavailable', /quota of the developer token/],
    ['busy', 'unavailable', /Somebody changed the same/],
    ['not_approved', 'refused', /test accounts only/],
    ['closed', 'refused', /closed or not set up/],
    ['token', 'refused', /Renew|renew/],
  ] as const)('%s: %s', async (act, outcome, said) => {
    const world = open();
    server.state.next = [act];
    expect(await world.perform([CUT])).toMatchObject({ outcome, reason: expect.stringMatching(said) });
    expect(world.refused).toHaveLength(act === 'token' ? 1 : 0);
    expect(bidOf('5~7')).toBe('1000000');
  });

  it('when its quota is there again', async () => {
    const world = open();
    server.state.next = ['quota'];
    expect(await world.perform([CUT])).toMatchObject({
      retryAt: addMs(world.deps.clock.now(), 20 * MINUTE),
    });
  });

  it('that a manager account is missing', async () => {
    const world = open({ account: { customerId: server.account.customerId, api: server.url } });
    expect(await world.handler.plan(world.order([CUT]))).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('loginCustomerId'),
    });
  });
});

describe('a report', () => {
  it('has decimal numbers as texts, of all pages', async () => {
    const world = open();
    server.state.pageSize = 1;
    const handler = adsReportHandler(world.deps);
    const payload = reportPayloadSchema.parse({ connection: CONNECTION });
    const order = { ...world.order([CUT]), payload };
    const plan = await handler.plan(order);
    expect(plan).toMatchObject({ effect: { outside: false } });
    if (plan.outcome !== 'planned') return;
    expect(await handler.perform(order, plan.effect)).toMatchObject({
      outcome: 'done',
      result: {
        currency: 'EUR',
        rows: [
          {
            campaignId: '1',
            campaign: 'Shop',
            budget: '50.00',
            budgetId: '9',
            impressions: '1200',
            cost: '9007199254.740993',
            conversions: '2.5',
          },
          { campaignId: '2' },
        ],
      },
    });
    const keywords = {
      ...order,
      payload: reportPayloadSchema.parse({ ...payload, level: 'keyword', campaign: '1' }),
    };
    expect(await handler.perform(keywords, plan.effect)).toMatchObject({
      result: {
        rows: [
          { keyword: 'turntable', bid: '1.00' },
          { keyword: 'record player', bid: '2.00' },
        ],
      },
    });
  });
});

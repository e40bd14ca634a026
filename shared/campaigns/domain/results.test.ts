import { describe, expect, it } from 'vitest';
import type { Task } from '../../tasks/domain/task.ts';
import type { CampaignResults } from '../contract/campaign.ts';
import { workspaceNumbers } from './achievement.ts';
import type { Campaign } from './campaign.ts';
import { type PartResult, resultsOf, whyNotAfforded } from './results.ts';
import { numbersOfTask } from './task-numbers.ts';

const NOW = new Date('2026-11-29T12:00:00Z');
const AT = NOW.toISOString();

const campaign = (change: Partial<Campaign> = {}): Campaign => ({
  workspace: 'acme',
  id: `cm_${'0'.repeat(26)}`,
  version: 1,
  state: 'running',
  name: 'Spring',
  goals: [],
  budget: { caps: {} },
  parts: [],
  moves: [],
  createdAt: AT,
  createdBy: 'ann',
  updatedAt: AT,
  ...change,
});
const part = (id: string, change: Partial<PartResult> = {}): PartResult => ({
  id,
  kind: 'task',
  type: 'social.numbers',
  name: id,
  state: 'completed',
  at: AT,
  numbers: {},
  cost: { messagesUsd: 0, modelsUsd: 0, adsUsd: 0 },
  ...change,
});
const task = (change: Partial<Task>): Task => ({
  workspace: 'acme',
  id: `t_${'0'.repeat(26)}`,
  version: 3,
  status: 'completed',
  type: 'social.numbers',
  title: 'Numbers',
  agent: 'social',
  priority: 'normal',
  payload: { connection: 'con_1', post: '18' },
  result: { likes: 3, comments: null, shares: 1, views: 40 },
  createdAt: AT,
  createdBy: 'ann',
  dryRun: false,
  dueAt: AT,
  attempts: 1,
  outcomeUnknown: false,
  ...change,
});

describe('results', () => {
  it('count the newest report of one post, and say why an older one does not count', () => {
    const older = part('a', { subject: 'post 1', at: '2026-11-28T00:00:00.000Z', numbers: { likes: 2 } });
    const newer = part('b', { subject: 'post 1', numbers: { likes: 5 } });
    const other = part('c', { subject: 'post 2', numbers: { likes: 1 } });
    const { totals, parts } = resultsOf(campaign(), [newer, older, other], NOW);
    expect([totals.likes, parts.map(({ note }) => note === null)]).toEqual([6, [true, false, true]]);
  });

  it('tell what is left of the budget, and how far the goals are', () => {
    const cost = { messagesUsd: 1, modelsUsd: 0.5, adsUsd: 8.5 };
    const budget = { amountUsd: 10, caps: { messages: 5, tasks: 3 } };
    const goals = [{ metric: 'sent' as const, target: 20 }];
    const person = part('p', { type: 'person.do' });
    const results = resultsOf(
      campaign({ budget, goals }),
      [part('a', { numbers: { sent: 5 }, cost }), person],
      NOW,
    );
    expect(results.budget).toEqual({
      amountUsd: 10,
      spent: 1,
      caps: [
        { name: 'messages', used: 5, most: 5, left: 0 },
        { name: 'tasks', used: 1, most: 3, left: 2 },
      ],
      exhausted: 'Its budget of $10 is spent.',
    });
    expect(results.goals).toEqual([{ metric: 'sent', target: 20, value: 5, met: false, share: 0.25 }]);
    expect(whyNotAfforded(results, 'task')).toBe('Its budget of $10 is spent.');
    expect(whyNotAfforded(results, 'person')).toBeUndefined();
    const rich: Pick<CampaignResults, 'budget'> = { budget: { ...results.budget, exhausted: null } };
    expect([whyNotAfforded(rich, 'task'), whyNotAfforded(rich, 'mission')]).toEqual([
      undefined,
      'The budget has room for 5 messages, and 5 are used.',
    ]);
  });
});

describe('the numbers of a task', () => {
  it.each([
    [{}, { likes: 3, comments: 0, shares: 1, views: 40 }],
    [{ dryRun: true }, {}],
    [{ status: 'failed' }, {}],
    [{ result: 'of another version' }, {}],
    [{ type: 'social.publish' }, { posts: 1 }],
    [{ type: 'social.publish', undoneBy: `t_${'1'.repeat(26)}` }, {}],
    [{ type: 'seo.audit' }, {}],
  ] as const)('of %j are %j', (change, numbers) => {
    expect(numbersOfTask(task(change as Partial<Task>), undefined).numbers).toEqual(numbers);
  });

  it.each([
    ['USD', 3.5],
    ['EUR', 0],
  ])('of advertisements in %s cost $%d', (currency, adsUsd) => {
    const row = { impressions: '100', clicks: '7', cost: '1.75', conversions: '1.5' };
    const report = task({
      type: 'ads.report',
      payload: { connection: 'con_1' },
      result: { currency, rows: [row, row] },
    });
    expect(numbersOfTask(report, undefined)).toMatchObject({
      numbers: { adImpressions: 200, adClicks: 14, adConversions: 3 },
      adsUsd,
      subject: 'ads con_1 all',
    });
  });
});

describe('the numbers of a workspace', () => {
  const day = (n: number, counts: object) => ({ day: `2026-03-${String(n).padStart(2, '0')}`, counts });

  it('are those of days that are closed, and of hours of the day that is not', () => {
    const { numbers, records } = workspaceNumbers(
      [day(1, { sent: 5 }), day(2, { sent: 2, replied: 1 })],
      [
        { hour: '2026-03-02T09', counts: { sent: 2 } },
        { hour: '2026-03-03T08', counts: { sent: 1 } },
      ],
    );
    expect([numbers.sent, numbers.replied, records]).toEqual([8, 1, ['2026-03-01', '2026-03-03T08']]);
  });

  it.each([
    [[], 0],
    [[day(1, {}), day(9, {})], 0],
    [[day(1, { sent: 1 })], 1],
    [[day(1, { sent: 1 }), day(30, {})], 30],
    [[day(1, { sent: 1, complained: 1 }), day(30, {})], 29],
    [[day(1, { sent: 1 }), day(30, { complained: 1 })], 0],
  ])('%# count the days without a complaint', (days, count) => {
    expect(workspaceNumbers(days, []).numbers.daysWithoutComplaint).toBe(count);
  });
});

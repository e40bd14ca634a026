import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMs, HOUR } from '../../../kernel/clock.ts';
import { queueRank } from '../../../missions/domain/queue-rank.ts';
import type { Decision, DisputeOf, Option } from '../contract/schemas.ts';
import { fairnessOf } from './fairness-report.ts';
import { orderMissions, prioritiesOf } from './order-missions.ts';
import { placeMissions } from './place-missions.ts';
import { severityOf } from './severity.ts';

const NOW = new Date('2026-03-05T12:00:00Z');
const option = (options: readonly Option[], key: string): Option => {
  const found = options.find((each) => each.key === key);
  if (!found) throw new Error(`There is no option ${key}.`);
  return found;
};
const satisfactions = ({ shares }: Option): number[] => shares.map(({ satisfaction }) => satisfaction);

describe('domains', () => {
  const dispute = (change: Partial<DisputeOf<'places'>> = {}): DisputeOf<'places'> => ({
    kind: 'places',
    missions: [
      { id: 'm_a', domain: 'one.example' },
      { id: 'm_b', domain: null },
    ],
    places: [
      { name: 'one.example', room: null, others: 0 },
      { name: 'two.example', room: null, others: 0 },
    ],
    values: [
      [100, 60],
      [100, 60],
    ],
    now: [0, null],
    ...change,
  });

  it('are taken one each, and whoever has one already keeps it', () => {
    const best = option(placeMissions(dispute()), 'nash_welfare');
    expect(best.effects).toEqual([{ do: 'assign', missionId: 'm_b', domain: 'two.example', before: null }]);
    expect(satisfactions(best)).toEqual([1, 0.6]);
  });

  it('are shared where the other one sends less than a quarter, and others who share them count', () => {
    const small = option(
      placeMissions(
        dispute({
          values: [
            [100, 20],
            [100, 20],
          ],
        }),
      ),
      'nash_welfare',
    );
    expect(satisfactions(small)).toEqual([0.5, 0.5]);
    expect(small.shares[0]?.givesUp).toBe('50 of 100 e-mails a day');
    const places = [
      { name: 'one.example', room: null, others: 3 },
      { name: 'two.example', room: null, others: 0 },
    ];
    const crowded = option(placeMissions(dispute({ places, now: [null, null] })), 'nash_welfare');
    expect(crowded.shares.map(({ share }) => share)).toEqual([
      'one.example, 25 e-mails a day',
      'two.example, 60 e-mails a day',
    ]);
    expect(satisfactions(crowded)).toEqual([25 / 60, 1]);
  });

  it('leave out who finds no room, and say what a person can do', () => {
    const places = [{ name: 'one.example', room: 1, others: 0 }];
    const best = option(placeMissions(dispute({ places, values: [[100], [100]] })), 'nash_welfare');
    expect(satisfactions(best)).toEqual([1, 0]);
    expect(best.todo).toEqual(['m_b can send from no domain like this: add one, or resume one.']);
  });

  it('are placed so that no other placement has a larger product, and none leaves the last one with more', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(amounts, { minLength: 3, maxLength: 3 }), (values) => {
        const places = ['a', 'b', 'c'].map((name) => ({ name: `${name}.example`, room: null, others: 0 }));
        const missions = ['m_a', 'm_b', 'm_c'].map((id) => ({ id, domain: null }));
        const options = placeMissions({ kind: 'places', missions, places, values, now: [null, null, null] });
        const own = satisfactions(option(options, 'nash_welfare'));
        const least = satisfactions(option(options, 'leximin'));
        for (let n = 0; n < 27; n++) {
          const placed = [n % 3, Math.floor(n / 3) % 3, Math.floor(n / 9)];
          const other = placed.map(
            (place, party) =>
              (values[party]?.[place] ?? 0) /
              placed.filter((each) => each === place).length /
              Math.max(...(values[party] ?? [])),
          );
          expect(product(own)).toBeGreaterThanOrEqual(product(other) - 1e-9);
          expect(Math.min(...least)).toBeGreaterThanOrEqual(Math.min(...other) - 1e-9);
        }
      }),
    );
  });
});

const product = (numbers: readonly number[]): number => numbers.reduce((all, each) => all * each, 1);

describe('an order', () => {
  const waiting = (id: string, hours: number, change: object = {}) => ({
    id,
    priority: 50,
    createdAt: addMs(NOW, -hours * HOUR).toISOString(),
    since: addMs(NOW, -hours * HOUR).toISOString(),
    ...change,
  });

  it('by wait has no justified envy, by deadline it may have', () => {
    const soon = waiting('m_soon', 1, { deadline: addMs(NOW, 6 * HOUR).toISOString() });
    const options = orderMissions({
      kind: 'order',
      waits: [waiting('m_old', 9), waiting('m_new', 1, { priority: 90 }), soon],
    });
    expect(option(options, 'longest_wait')).toMatchObject({ fairness: 1, envy: 0 });
    expect(option(options, 'earliest_deadline').shares[0]?.party).toBe('m_soon');
    const asItIs = option(options, 'as_it_is');
    expect(asItIs.effects).toEqual([]);
    expect(asItIs.shares[0]?.party).toBe('m_new');
  });

  it('is made by the least priorities that the queue needs for it, or said to be impossible', () => {
    const one = fc.record({
      hours: fc.integer({ min: 0, max: 40 }),
      priority: fc.integer({ min: 0, max: 100 }),
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 2, maxLength: 5 }), (many) => {
        const order = many.map(({ hours, priority }, n) => waiting(`m_${n}`, hours, { priority }));
        const priorities = prioritiesOf(order);
        if (!priorities) return;
        const ranked = order
          .map((each, n) => ({ ...each, priority: priorities[n] ?? 0 }))
          .toSorted((a, b) => (queueRank(a) < queueRank(b) ? -1 : 1));
        expect(ranked.map(({ id }) => id)).toEqual(order.map(({ id }) => id));
        expect(priorities.every((each, n) => each >= (order[n]?.priority ?? 0) && each <= 100)).toBe(true);
      }),
    );
    const days = [waiting('m_new', 0), waiting('m_old', 60)];
    expect(prioritiesOf(days)).toBeUndefined();
  });
});

describe('severity', () => {
  it.each([
    [{ deadline: addMs(NOW, 3 * HOUR).toISOString() }, 1, 'critical'],
    [{ deadline: addMs(NOW, 20 * HOUR).toISOString() }, 1, 'high'],
    [{ priority: 80 }, 1, 'high'],
    [{}, 24, 'high'],
    [{}, 4, 'medium'],
    [{}, 1, 'low'],
  ])('of %j after %d hours is %s', (change, hours, severity) => {
    const since = addMs(NOW, -hours * HOUR).toISOString();
    expect(severityOf([{ since, priority: 50, ...change }], NOW).severity).toBe(severity);
  });
});

describe('a fairness report', () => {
  const decision = (first: number, second: number): Decision => {
    const parties = (['campaign_execution', 'lead_reactivation'] as const).map((group) => ({
      kind: 'mission' as const,
      id: `m_${group}`,
      wants: 'all',
      group,
    }));
    const shares = parties.map(({ id }, n) => ({
      party: id,
      share: 'some',
      satisfaction: n === 0 ? first : second,
      givesUp: null,
    }));
    return { parties, option: { shares } } as unknown as Decision;
  };

  it('names who is favoured, where the test says so', () => {
    const groups = fairnessOf(Array.from({ length: 12 }, () => decision(0.9, 0.4)));
    expect(groups.map(({ group, finding }) => [group, finding])).toEqual([
      ['campaign_execution', 'favoured'],
      ['lead_reactivation', 'disfavoured'],
    ]);
    expect(groups[0]).toMatchObject({
      share: expect.closeTo(0.9, 9),
      favoured: { successes: 12, trials: 12 },
    });
    expect(groups[0]?.difference.low).toBeGreaterThan(0);
  });

  it('finds no bias where each wins as often, or both always get the same', () => {
    const turns = Array.from({ length: 20 }, (_, n) =>
      n % 2 === 0 ? decision(0.9, 0.4) : decision(0.4, 0.9),
    );
    for (const decisions of [turns, Array.from({ length: 20 }, () => decision(0.5, 0.5))])
      expect(fairnessOf(decisions).map(({ finding }) => finding)).toEqual(
        Array(2).fill('no_clear_difference'),
      );
  });
});

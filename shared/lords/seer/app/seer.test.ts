import { describe, expect, it } from 'vitest';
import { openMemory } from '../../../../test/memory/tables.ts';
import { stores } from '../../../../test/support/stores.ts';
import type { SomeCounts } from '../../../engagement/domain/hour-counts.ts';
import { addMs, DAY, utcDay } from '../../../kernel/clock.ts';
import { seatStores } from '../../../seats/adapters/stores.ts';
import { carryOut } from '../../../seats/app/carry-out.ts';
import { reviewDue } from '../../../seats/app/review-due.ts';
import { seatStatus } from '../../../seats/app/view-seat.ts';
import { reportHtml } from '../contract/report-html.ts';
import type { Report } from '../contract/schemas.ts';
import { seer } from '../contract/seat.ts';
import { acts, cards, reviews } from './work.ts';

const tables = openMemory();
const START = new Date('2026-06-01T10:00:00Z');
const dayOf = (n: number): string => utcDay(addMs(START, n * DAY));

/** A workspace whose days until yesterday are given. */
async function world(workspace: string, days: readonly SomeCounts[]) {
  let now = START;
  const all = stores(tables);
  const deps = {
    ...all,
    ...seatStores(tables, 'seer'),
    passages: async () => {
      throw new Error('Nothing is gathered here.');
    },
    clock: { now: () => now },
  };
  const put = (from: number, of: readonly SomeCounts[]) =>
    Promise.all(
      of.map((counts, n) =>
        all.analytics.putDay({ workspace, day: dayOf(from + n), counts, reputations: {} }),
      ),
    );
  await put(-days.length, days);
  const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' } as const;
  return {
    deps,
    put,
    pass: (count: number) => {
      now = addMs(now, count * DAY);
    },
    act: (act: keyof typeof acts, input: object, idempotencyKey?: string) =>
      carryOut(seer, acts, deps, { act, workspace, input, idempotencyKey, cause }),
    review: () => reviewDue(seer, reviews, deps, 'c'),
    status: () => seatStatus(seer, cards, deps, workspace, { subject: 'ann', role: 'admin' }),
    events: () =>
      tables.database
        .everything('events')
        .filter(({ pk }) => String(pk).startsWith(`W#${workspace}#SEAT_WORK#`))
        .map(({ name, sequence, data }) => ({ name, sequence, tells: (data as { tells: unknown[] }).tells })),
  };
}

/** Twelve weeks: 10 a day, 40 on every seventh. */
const WEEKS = Array.from({ length: 84 }, (_, n) => ({ sent: 500, replied: n % 7 === 0 ? 40 : 10 }));
const asked = { metric: 'replied', horizonDays: 14, level: 0.8 };

describe('a prediction', () => {
  it('follows the week, tells the guild, and is scored when its days have come', async () => {
    const { act, put, pass, review, status, events } = await world('foreseen', WEEKS);
    const prediction = await act('predictTrend', asked);
    expect(prediction).toMatchObject({ kind: 'prediction', state: 'open', version: 1 });
    const values = prediction.result['values'] as { day: string; value: number }[];
    expect(values.map(({ value }) => Math.round(value))).toEqual(
      Array.from({ length: 14 }, (_, n) => (n % 7 === 0 ? 40 : 10)),
    );
    expect(values[0]?.day).toBe('2026-06-01');
    expect(events()).toEqual([
      {
        name: 'seer.changed',
        sequence: 1,
        tells: [
          expect.objectContaining({
            name: 'TREND_PREDICTED',
            data: expect.objectContaining({ metric: 'replied' }),
          }),
        ],
      },
    ]);

    expect(await review()).toBe(0);
    await put(
      0,
      WEEKS.slice(0, 14).map((counts) => ({ ...counts, replied: counts.replied + 2 })),
    );
    pass(16);
    expect(await review()).toBe(1);
    expect(await review()).toBe(0);
    const { cards: four } = await status();
    expect(four.map(({ value }) => value)).toEqual([0, expect.any(Number), expect.any(Number), 0]);
    // Each figure names the works that it is counted from.
    const counted = [{ kind: 'prediction', id: expect.stringMatching(/^pr_/) }];
    expect(four.map(({ works }) => works)).toEqual([[], counted, counted, []]);
    const again = await act('predictTrend', asked);
    expect(again.result['earlier']).toMatchObject({ scored: 1, error: expect.any(Number) });
    // Off by 2 each day, where naming the last day again was off by more.
    expect((again.result['earlier'] as { error: number }).error).toBeLessThan(0.5);
    expect(events().at(-1)?.tells).toEqual([expect.objectContaining({ name: 'TREND_UPDATED' })]);
  });

  it.each([
    [2, 4, 0.5, 'Below 100 % it was better than naming the last day again.', 0.5],
    [
      2,
      0,
      null,
      'Naming the last day again was right for all of 1 predictions; these were off by 2 a day in the mean.',
      null,
    ],
    [
      0,
      0,
      1,
      'Naming the last day again was right for all of 1 predictions; these were off by 0 a day in the mean.',
      1,
    ],
  ])(
    'that was off by %s, where the naive one was off by %s, has the share %s',
    async (error, naiveError, value, says, earlier) => {
      const { act, deps } = await world(`share${error}${naiveError}`, WEEKS);
      const work = await act('predictTrend', asked);
      const at = work.createdAt;
      const outcome = { at, held: true, says: '', measures: { error, naiveError, covered: 1 } };
      await deps.works.write({ created: [], changed: [{ ...work, state: 'scored', outcome }] }, []);
      const scored = await deps.works.get(work.workspace, work.id);
      expect(cards(scored ? [scored] : [], new Date())[2]).toMatchObject({ value, says });
      const next = await act('predictTrend', asked);
      expect(next.result['earlier']).toMatchObject({ error: earlier });
    },
  );

  it('of what is counted is never below none, nor outside of its own interval', async () => {
    const falling = Array.from({ length: 84 }, (_, n) => ({ sent: Math.max(0, 160 - 2 * n) }));
    const { act } = await world('falling', falling);
    const { result } = await act('predictTrend', { ...asked, metric: 'sent' });
    for (const { value, low, high } of result['values'] as { value: number; low: number; high: number }[]) {
      expect(value).toBeGreaterThanOrEqual(low);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(high);
    }
  });

  it('is refused with too little history, which it names, and nothing is written', async () => {
    const { act, status } = await world('young', WEEKS.slice(0, 20));
    await expect(act('predictTrend', asked)).rejects.toThrow(
      'Not enough history: replied has 20 days, and a forecast of 14 days needs 26. Ask for at most 8 days.',
    );
    expect(await status()).toMatchObject({ counted: 0, isWhole: true, latestAt: null });
  });

  it('under one key is made once, and another request under it is refused', async () => {
    const { act, status } = await world('again', WEEKS);
    const first = await act('predictTrend', asked, 'k');
    expect((await act('predictTrend', asked, 'k')).id).toBe(first.id);
    await expect(act('predictTrend', { ...asked, horizonDays: 7 }, 'k')).rejects.toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    });
    expect((await status()).counts).toEqual([{ kind: 'prediction', state: 'open', count: 1 }]);
  });
});

describe('an analysis', () => {
  const before = Array.from({ length: 14 }, () => ({ sent: 100, delivered: 98, replied: 10, bounced: 2 }));
  const now = Array.from({ length: 14 }, () => ({ sent: 100, delivered: 98, replied: 4, bounced: 2 }));

  it('says what has clearly changed, and the advice says what it would bring', async () => {
    const { act } = await world('worse', [...before, ...now]);
    const analysis = await act('analyzePerformance', { days: 14 });
    expect(analysis.title).toBe('reply rate worse');
    const advice = await act('generateRecommendations', { days: 14 });
    expect(advice.result['items']).toEqual([
      expect.objectContaining({
        basis: 'The reply rate is 4.1 % (56 of 1372) after 10.2 % (140 of 1372), which is worse.',
        impact: expect.objectContaining({ metric: 'reply', value: expect.closeTo(84, 9) }),
      }),
    ]);
  });

  it('of days on which nothing was sent is refused', async () => {
    const { act } = await world('silent', []);
    await expect(act('analyzePerformance', { days: 14 })).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});

describe('a report', () => {
  it('has a chart for each series, and says which are too short', async () => {
    const { act } = await world('reported', WEEKS);
    const report = await act('generateForecastReport', {
      metrics: ['replied', 'reputation'],
      horizonDays: 14,
    });
    const html = reportHtml(report.result as unknown as Report);
    expect(html.match(/<svg/g)).toHaveLength(1);
    expect(html).toContain('Not enough history: reputation has 0 days');
    expect(html).not.toContain('<script');
  });
});

import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { openMemory, tableOver } from '../../../test/memory/tables.ts';
import { sampleMission } from '../../../test/support/samples.ts';
import { free } from '../../../test/support/send-context.ts';
import { stores } from '../../../test/support/stores.ts';
import { listAlerts } from '../../alerts/app/list-alerts.ts';
import { newPool } from '../../domains/domain/pool.ts';
import { addMs, DAY, HOUR, MINUTE } from '../../kernel/clock.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { REX } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { moveMission } from '../../missions/app/move-mission.ts';
import { type Mission, missionEvent } from '../../missions/domain/mission.ts';
import { DynamoAnalyticsStore } from '../adapters/analytics-store.ts';
import { History } from './history.ts';
import { makeSnapshots } from './make-snapshots.ts';
import { viewAnalytics } from './view-analytics.ts';

const tables = openMemory();

const START = new Date('2026-03-01T00:10:00Z');

function world(workspace: string) {
  let now = START;
  const { missions } = stores(tables);
  const deps = {
    ...stores(tables),
    clock: { now: () => now },
  };
  const change = () => ({ now, actor: REX });
  const created = async (state: Mission['state'] = 'QUEUED'): Promise<Mission> => {
    const mission = sampleMission({ workspace, id: newId('m', now), state });
    const event = missionEvent({ ...mission, version: 0 }, 'mission.created', change(), {
      type: mission.type,
      priority: mission.priority,
      params: mission.params,
    });
    return missions.create(mission, { events: [event] });
  };
  return {
    deps,
    ...stores(tables),
    pass: (ms: number) => {
      now = addMs(now, ms);
    },
    now: () => now,
    snapshots: () => makeSnapshots(deps, workspace, 'tick'),
    view: (days = 1) => viewAnalytics(deps, workspace, { days }),
    async end(event: 'complete' | 'escalate'): Promise<void> {
      const mission = await created('OPTIMIZING');
      await moveMission(missions, mission, event, change(), { workedMs: 1000 });
    },
  };
}

describe('the hourly snapshots of a workspace', () => {
  it('are counted in the transactions of the changes themselves, also under concurrent writes', async () => {
    const { end, view } = world('counted');
    await mapConcurrent([...Array(20).keys()], 8, () => end('complete'));
    await end('escalate');
    expect((await view()).current).toMatchObject({
      hour: '2026-03-01T00',
      thisHour: { missionsCreated: 21, missionsCompleted: 20, missionsEscalated: 1, sent: 0 },
      rates: { missionSuccessRate: 20 / 21, bounceRate: null },
    });
  });

  it('are added up over the days that are asked for, up to now', async () => {
    const { end, snapshots, view, pass } = world('days');
    await end('complete');
    pass(62 * MINUTE);
    await snapshots();
    pass(3 * 24 * 60 * MINUTE);
    await snapshots();
    await end('escalate');
    const counts = async (days: number) => {
      const { period, history } = await view(days);
      expect(period.days).toBe(days);
      const inHours = history.reduce((sum, hour) => sum + (hour.counts.missionsCompleted ?? 0), 0);
      return [period.counts.missionsCompleted, period.counts.missionsEscalated, inHours];
    };
    expect(await counts(1)).toEqual([0, 1, 0]);
    expect(await counts(7)).toEqual([1, 1, 1]);
    expect((await view(7)).period.rates.missionSuccessRate).toBe(0.5);
    expect((await view(7)).current.last24h.missionsCompleted).toBe(0);
  });

  it('are closed once after the hour has ended, even by concurrent callers', async () => {
    const { deps, end, snapshots, view, pass } = world('closed');
    await end('complete');
    expect(await snapshots()).toBe(0);
    pass(52 * MINUTE);
    // Transactions that began in the hour may still be on their way.
    expect(await snapshots()).toBe(0);
    pass(10 * MINUTE);
    const closed = await Promise.all([snapshots(), snapshots(), snapshots()]);
    expect(closed.reduce((sum, n) => sum + n, 0)).toBe(1);
    expect((await deps.analytics.hours('closed', 9)).map(({ hour, counts }) => [hour, counts])).toEqual([
      ['2026-03-01T00', { missionsCreated: 1, missionsCompleted: 1 }],
    ]);
    const told = tables.database.everything('events').filter(({ pk }) => pk === 'W#closed#ANALYTICS#closed');
    expect(told.map(({ sequence }) => sequence)).toEqual([492_312]);
    await end('complete');
    expect((await view()).current).toMatchObject({
      thisHour: { missionsCompleted: 1 },
      last24h: { missionsCompleted: 2 },
    });
  });

  it('are closed by the next run, and told once, when one dies between the event and the snapshot', async () => {
    const { deps, end, snapshots, pass } = world('died');
    await end('complete');
    pass(62 * MINUTE);
    const dying = tableOver(async (command) => {
      if (command instanceof PutCommand) throw new Error('The process died.');
      return tables.database.run(command);
    }, 'records');
    const analytics = new DynamoAnalyticsStore(dying, tables.events);
    await expect(makeSnapshots({ ...deps, analytics }, 'died', 'tick')).rejects.toThrow('died');
    const told = () =>
      tables.database.everything('events').filter(({ pk }) => pk === 'W#died#ANALYTICS#died');
    expect(told()).toHaveLength(1);
    expect(await deps.analytics.hours('died', 9)).toEqual([]);
    expect(await snapshots()).toBe(1);
    expect(await deps.analytics.hours('died', 9)).toHaveLength(1);
    expect(told()).toHaveLength(1);
  });

  it('are caught up after a standstill, and summed up by day', async () => {
    const { deps, end, snapshots, pass } = world('standstill');
    await snapshots();
    pass(2 * HOUR);
    await end('complete');
    pass(29 * HOUR);
    expect(await snapshots()).toBe(1);
    expect(await deps.analytics.days('standstill', 9)).toMatchObject([
      { day: '2026-03-01', counts: { missionsCompleted: 1 } },
    ]);
  });

  it('of hours in which nothing was counted are not written, and read as zeros', async () => {
    const { deps, end, snapshots, view, pass } = world('empty');
    await deps.pools.save({ ...newPool('empty'), domains: free.domain ? [free.domain] : [] }, 'absent');
    await end('complete');
    pass(HOUR);
    expect(await snapshots()).toBe(1);
    pass(3 * HOUR);
    expect(await snapshots()).toBe(0);
    const { history, current } = await view();
    expect(history.map(({ hour, counts }) => [hour, counts.missionsCompleted]).slice(-5)).toEqual([
      ['2026-02-28T23', 0],
      ['2026-03-01T00', 1],
      ['2026-03-01T01', 0],
      ['2026-03-01T02', 0],
      ['2026-03-01T03', 0],
    ]);
    expect(current.last24h.missionsCompleted).toBe(1);
    pass(21 * HOUR);
    expect(await snapshots()).toBe(0);
    // A day is summed up with the reputations of its end, also when nothing was counted in its last hours.
    expect(await deps.analytics.days('empty', 9)).toMatchObject([
      { day: '2026-03-01', counts: { missionsCompleted: 1 }, reputations: { 'mail.acme.example': 0.9 } },
    ]);
    expect((await view()).current.last24h.missionsCompleted).toBe(0);
    expect((await view()).history).toHaveLength(24);
  });
});

describe('the history that is kept from one run to the next', () => {
  it('is what is stored, whoever closed it, also after a run that died', async () => {
    const { deps, end, pass } = world('kept');
    const history = new History(deps.analytics, 'kept');
    const dying = {
      ...deps,
      analytics: Object.create(deps.analytics, {
        putStanding: { value: () => Promise.reject(new Error('The process died.')) },
      }),
    };
    for (let hour = 0; hour < 60; hour++) {
      if (hour % 3 !== 1) await end('complete');
      pass(HOUR);
      const dies = hour % 7 === 3;
      const by = hour % 2 === 0 ? history : undefined;
      if (dies) await expect(makeSnapshots(dying, 'kept', 'c', by)).rejects.toThrow('died');
      if (hour % 11 === 5) await makeSnapshots(deps, 'kept', 'another instance');
      if (!dies) await makeSnapshots(deps, 'kept', 'c', history);
      const stored = new History(deps.analytics, 'kept');
      if (!dies) expect(await history.hours()).toEqual(await stored.hours());
      if (!dies) expect(await history.days()).toEqual(await stored.days());
    }
    expect((await history.days()).length).toBe(2);
  });
});

describe('an anomaly', () => {
  it('raises one alert with its evidence, however many hours it lasts', async () => {
    const { deps, end, snapshots, view, pass } = world('trouble');
    await snapshots();
    for (let day = 0; day < 5; day++) {
      for (let n = 0; n < 6; n++) await end('complete');
      pass(DAY);
      await snapshots();
    }
    expect((await view()).anomalies).toEqual([]);
    for (let n = 0; n < 6; n++) await end('escalate');
    pass(2 * HOUR);
    await snapshots();
    pass(HOUR);
    await snapshots();
    const { alerts } = await listAlerts(deps, 'trouble', { limit: 9 });
    expect(alerts).toMatchObject([
      {
        type: 'success-rate-drop',
        severity: 'critical',
        state: 'open',
        count: 2,
        evidence: { successes: 0, trials: 6, observed: 0, expected: 1 },
      },
    ]);
    const { anomalies, benchmarks, trends } = await view();
    expect(anomalies.map(({ type }) => type)).toEqual(['success-rate-drop']);
    expect(benchmarks).toMatchObject({
      success: { completed: 30, of: 36 },
      durationMs: { error_recovery: { of: 30, median: 1000 } },
    });
    expect(trends).toContainEqual(
      expect.objectContaining({
        metric: 'missionSuccessRate',
        last24h: 0,
        previous24h: 1,
        direction: 'falling',
      }),
    );
  });
});

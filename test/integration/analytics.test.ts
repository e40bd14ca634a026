import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';
import { HOUR, leadsCsv, openWorkspace } from '../support/test-workspace.ts';

let rex: TestRex;
beforeAll(async () => {
  rex = await shareTestRex();
});
afterAll(() => rex?.stop());

describe('analytics', () => {
  it('count events as they happen, and become history hour by hour', async () => {
    const ws = await openWorkspace(rex, 'counted');
    await ws.importCsv(leadsCsv(['ann@counted.example', 'bob@counted.example']));
    const mission = await ws.createMission({ steps: 1 });
    await ws.approve(mission);
    await rex.runUntilIdle(3 * HOUR);
    expect((await ws.mission(mission)).state).toBe('COMPLETED');
    await rex.advance(2 * HOUR);
    const { status, json } = await ws.call('GET', '/api/rex/analytics');
    expect(status).toBe(200);
    const { current, history, trends, benchmarks, anomalies, comparedAt } = json;
    expect(current.last24h).toMatchObject({
      missionsCreated: 1,
      missionsCompleted: 1,
      sent: 2,
      delivered: 2,
    });
    expect(current.rates).toMatchObject({ missionSuccessRate: 1, bounceRate: 0 });
    expect(current.domains).toMatchObject([{ domain: 'mail.counted.example', health: 'excellent' }]);
    expect(
      history.reduce((sum: number, hour: { counts: { sent: number } }) => sum + hour.counts.sent, 0),
    ).toBe(2);
    expect(trends).toContainEqual(
      expect.objectContaining({ metric: 'sent', last24h: 2, direction: 'steady' }),
    );
    expect(benchmarks).toMatchObject({
      success: { completed: 1, of: 1 },
      durationMs: { lead_reactivation: { of: 1, median: expect.any(Number) } },
    });
    expect(anomalies).toEqual([]);
    expect(comparedAt).not.toBeNull();
    const foreign = await openWorkspace(rex, 'foreign');
    const other = (await foreign.call('GET', '/api/rex/analytics', undefined, { role: 'viewer' })).json;
    expect(other.current.last24h).toMatchObject({ missionsCreated: 0, sent: 0 });
  });
});

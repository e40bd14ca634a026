import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shareTestRex, startTestRex, type TestRex } from '../support/test-rex.ts';
import { DAY, HOUR, leadsCsv, openWorkspace } from '../support/test-workspace.ts';

const PEOPLE = 60;
const peopleOf = (workspace: string, length = PEOPLE): string[] =>
  Array.from({ length }, (_, n) => `p${n}@${workspace}.example`);

/** Units of DynamoDB, as AWS would bill them, of some work of a Rex that does nothing else. */
async function metered(
  rex: TestRex,
  work: () => Promise<unknown>,
): Promise<{ writes: number; reads: number }> {
  const look = async () => (await rex.fetch('GET', '/_local/usage')).json.services.DynamoDB;
  await rex.idle();
  const before = await look();
  await work();
  const after = await look();
  return { writes: after.writeUnits - before.writeUnits, reads: after.readUnits - before.readUnits };
}

/**
 * What a lead and an e-mail may cost: a little more than was measured, for a few people, so that what a mission costs by itself
 * weighs more than in a large one. Who makes it cheaper lowers the figure.
 */
function expectUnits(
  { writes, reads }: { writes: number; reads: number },
  of: number,
  most: { readonly writes: number; readonly reads: number },
): void {
  const each = { writes: writes / of, reads: reads / of };
  expect(each.writes, `write units: ${JSON.stringify(each)}`).toBeLessThan(most.writes);
  expect(each.reads, `read units: ${JSON.stringify(each)}`).toBeLessThan(most.reads);
}

describe('analytics', () => {
  let rex: TestRex;
  beforeAll(async () => {
    rex = await shareTestRex();
  });
  afterAll(() => rex?.stop());

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

describe('the meter', () => {
  let rex: TestRex;
  // One of its own: what other files have left for later days would be counted too.
  beforeAll(async () => {
    rex = await startTestRex();
  });
  afterAll(() => rex?.stop());

  it('counts no more units for a lead and its orders than it did', async () => {
    const ws = await openWorkspace(rex, 'imported');
    const people = peopleOf(ws.id);
    const leads = ['id,email,first name', ...people.map((email, n) => `L${n},${email},Pat`)].join('\n');
    const orders = [
      'lead id,date,amount',
      ...people.flatMap((_, n) => [`L${n},2024-01-01,9`, `L${n},2024-02-01,9`]),
    ];
    // Measured: 2.38 and 1.22 for a new lead with an id, 1.35 and 1.70 for its orders, 0.35 and 0.72 for one that is there.
    const first = await metered(rex, () => ws.importCsv(leads));
    expectUnits(first, PEOPLE, { writes: 2.5, reads: 1.4 });
    const bought = await metered(rex, () => ws.importCsv(orders.join('\n'), 'orders'));
    expectUnits(bought, PEOPLE, { writes: 1.5, reads: 1.9 });
    const again = await metered(rex, () => ws.importCsv(leads));
    expectUnits(again, PEOPLE, { writes: 0.4, reads: 0.85 });
    expect((await ws.explain(people[0] ?? '')).lead).toMatchObject({ orders: 2 });
  });

  it.each([
    // What the Cognition learns of the mission and of its approval is 0.9 of the writes of 60 e-mails.
    // Measured: 6.30 and 11.7; on a busy machine a round reads once more.
    { steps: 1, people: PEOPLE, most: { writes: 6.6, reads: 13.4 } },
    // Measured: 3.32 and 6.2.
    { steps: 3, people: PEOPLE, most: { writes: 3.5, reads: 6.7 } },
    // A list in four cohorts, which is tested by canaries. Measured: 2.67 and 6.7.
    { steps: 1, people: 400, most: { writes: 2.82, reads: 7.6 } },
  ])(
    'counts no more units for an e-mail of $steps to $people people than it did',
    async ({ steps, people, most }) => {
      const ws = await openWorkspace(rex, `metered${steps}x${people}`);
      await ws.importCsv(leadsCsv(peopleOf(ws.id, people)));
      let mission = '';
      const used = await metered(rex, async () => {
        mission = await ws.createMission({ steps });
        await ws.approve(mission);
        await rex.runUntilIdle(30 * DAY);
      });
      expect((await ws.mission(mission)).state).toBe('COMPLETED');
      expect(await ws.mails()).toHaveLength(people * steps);
      expectUnits(used, people * steps, most);
    },
  );
});

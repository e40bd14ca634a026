import { describe, expect, it } from 'vitest';
import { addCounts, type SomeCounts } from '../../engagement/domain/hour-counts.ts';
import { HOUR } from '../../kernel/clock.ts';
import type { EndedMission } from '../../missions/domain/ended-mission.ts';
import { seededRandom } from '../../statistics/domain/seeded-random.ts';
import type { Anomaly } from '../contract/view.ts';
import { findAnomalies } from './anomalies.ts';
import type { DaySummary, Snapshot } from './snapshot.ts';

const START = Date.parse('2026-03-01T00:00:00Z');
const iso = (ms: number): string => new Date(ms).toISOString();

interface World {
  /** Of a mission, by the hour since the start. */
  readonly success?: (hour: number) => number;
  readonly delivery?: (hour: number) => number;
  /** Times as long as usual. */
  readonly longer?: (hour: number) => number;
  readonly reputation?: (hour: number) => number;
  readonly missionsAnHour?: number;
  readonly sentAnHour?: number;
  /** How much days differ among themselves, as a share. */
  readonly moods?: number;
}

/** A workspace by the hour, as the schedule sees it: what was found at the end of each hour from `from` on. */
function live(seed: number, days: number, from: number, world: World): { hour: number; found: Anomaly[] }[] {
  const random = seededRandom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const draws = (mean: number): number => {
    let n = 0;
    for (let p = random(); p > Math.exp(-mean); p *= random()) n += 1;
    return n;
  };
  const { success = () => 0.95, delivery = () => 0.98, longer = () => 1, reputation = () => 0.95 } = world;
  const { missionsAnHour = 0.5, sentAnHour = 20, moods = 0 } = world;
  const hours: Snapshot[] = [];
  const past: DaySummary[] = [];
  const ended: EndedMission[] = [];
  const looks: { hour: number; found: Anomaly[] }[] = [];
  let mood = 0;
  for (let hour = 0; hour < days * 24; hour++) {
    if (hour % 24 === 0) mood = moods * normal();
    const at = START + hour * HOUR;
    const hourText = iso(at);
    const counts: Record<string, number> = { missionsCompleted: 0, missionsFailed: 0, sent: 0, bounced: 0 };
    const add = (name: string) => {
      counts[name] = (counts[name] ?? 0) + 1;
    };
    for (let n = draws(missionsAnHour); n > 0; n--) {
      const succeeds = random() < Math.min(1, success(hour) * (1 + mood));
      add(succeeds ? 'missionsCompleted' : 'missionsFailed');
      ended.unshift({
        workspace: 'acme',
        missionId: `m_${'0'.repeat(26)}`,
        type: 'lead_reactivation',
        workflow: 'lead_reactivation',
        state: succeeds ? 'COMPLETED' : 'FAILED',
        endedAt: hourText,
        workedMs: 60_000 * longer(hour) * Math.exp(0.4 * normal()),
      });
    }
    for (let n = draws(sentAnHour); n > 0; n--) {
      add('sent');
      if (random() > Math.min(1, delivery(hour) * (1 + mood / 20))) add('bounced');
    }
    const reputations = { 'mail.acme.example': reputation(hour) + 0.005 * normal() };
    hours.push({
      workspace: 'acme',
      hour: hourText.slice(0, 13),
      counts: addCounts([counts as SomeCounts]),
      reputations,
    });
    if (hour % 24 === 23) {
      const day = hours.slice(-24);
      past.push({
        workspace: 'acme',
        day: hourText.slice(0, 10),
        counts: addCounts(day.map((each) => each.counts)),
        reputations,
      });
    }
    if (hour >= from) {
      const found = findAnomalies({
        since: new Date(at - 23 * HOUR),
        hours: hours.slice(-24),
        reputations,
        days: past.slice(-30),
        ended: ended.slice(0, 200),
      });
      looks.push({ hour, found });
    }
  }
  return looks;
}

/** Alerts that would be raised: what was found in the 24 looks before is the same one, still open. */
const alerts = (looks: ReturnType<typeof live>): number =>
  looks
    .flatMap(({ found }, i) => found.map(({ type }) => ({ type, i })))
    .filter(
      ({ type, i }) =>
        !looks.slice(Math.max(0, i - 24), i).some(({ found }) => found.some((old) => old.type === type)),
    ).length;

describe('data without an anomaly', () => {
  const RUNS = 20;
  const DAYS = 40;
  it.each<[string, World]>([
    ['a typical workspace', {}],
    ['a small workspace, with a mission every two days', { missionsAnHour: 0.02, sentAnHour: 1 }],
    ['a large workspace', { missionsAnHour: 3, sentAnHour: 60 }],
    ['a workspace whose days vary', { moods: 0.03, success: () => 0.9 }],
  ])('%s raises less than one false alarm in three months', (_, world) => {
    const alarms = Array.from({ length: RUNS }, (_, seed) => alerts(live(seed + 1, DAYS, 10 * 24, world)));
    const watchedDays = RUNS * (DAYS - 10);
    const all = alarms.reduce((sum, n) => sum + n, 0);
    if (process.env['SHOW']) process.stdout.write(`${_}: ${all} in ${watchedDays} days\n`);
    expect(all / watchedDays).toBeLessThan(1 / 90);
  });
});

describe('findAnomalies', () => {
  const AT = 20 * 24;
  const found = (world: World, type: Anomaly['type'], runs = 20): { share: number; hours: number } => {
    const after = Array.from({ length: runs }, (_, seed) => {
      const looks = live(seed + 100, 22, AT, world);
      return looks.findIndex((look) => look.found.some((anomaly) => anomaly.type === type));
    });
    const seen = after.filter((hours) => hours >= 0).toSorted((a, b) => a - b);
    if (process.env['SHOW'])
      console.log(type, seen.length, runs, 'median h', seen[Math.floor(seen.length / 2)]);
    return {
      share: seen.length / runs,
      hours: seen[Math.floor(seen.length / 2)] ?? Number.POSITIVE_INFINITY,
    };
  };
  const from = (before: number, after: number) => (hour: number) => (hour < AT ? before : after);

  it('finds a drop of the success rate at twelve missions a day', () => {
    expect(found({ success: from(0.95, 0.4) }, 'success-rate-drop').share).toBeGreaterThan(0.9);
  });

  it('finds a drop of the delivery rate', () => {
    expect(found({ delivery: from(0.98, 0.9) }, 'delivery-rate-drop').share).toBeGreaterThan(0.9);
  });

  it('finds missions that take three times as long as before', () => {
    expect(found({ longer: from(1, 3) }, 'duration-spike').share).toBeGreaterThan(0.9);
  });

  it('finds a drop of a domain’s reputation within the hour', () => {
    const { share, hours } = found({ reputation: from(0.95, 0.75) }, 'reputation-drop', 5);
    expect(share).toBe(1);
    expect(hours).toBe(0);
  });

  it('reports an anomaly with its numbers, and with a higher severity for a larger drop', () => {
    const looks = live(7, 22, AT, { success: from(0.95, 0) });
    const told = looks.flatMap((look) => look.found).filter(({ type }) => type === 'success-rate-drop');
    expect(told[0]).toMatchObject({
      severity: 'warning',
      of: '',
      evidence: { days: 19, trials: expect.any(Number) },
    });
    expect(told[0]?.message).toMatch(/in the last 24 hours \(\d+\.\d %\), where 9\d\.\d % are usual/);
    expect(told.at(-1)).toMatchObject({ severity: 'critical', observed: 0 });
  });
});

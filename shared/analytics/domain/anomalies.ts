import { addCounts, fullCounts, type HourCounts } from '../../engagement/domain/hour-counts.ts';
import type { Proportion } from '../../experiments/domain/proportions.ts';
import type { EndedMission } from '../../missions/domain/ended-mission.ts';
import { benjaminiHochberg } from '../../statistics/domain/multiple-tests.ts';
import { median, robustDeviation } from '../../statistics/domain/quantiles.ts';
import type { Anomaly } from '../contract/view.ts';
import { rateDrop } from './rate-drop.ts';
import type { DaySummary, Snapshot } from './snapshot.ts';
import { spike } from './spike.ts';
import { RATES } from './trends.ts';

export interface Past {
  /** When the last 24 hours that are over began. */
  readonly since: Date;
  /** Those of them in which something was counted. */
  readonly hours: readonly Snapshot[];
  /** Of the sending domains now. */
  readonly reputations: DaySummary['reputations'];
  readonly days: readonly DaySummary[];
  readonly ended: readonly EndedMission[];
}

/** Expected share of false anomalies in one check. Hourly checks overlap, so it is far below 5 %. */
const FALSE_DISCOVERIES = 0.005;
const MODIFIED_Z = 3.5;
const LONGER_BY = 1.5;
const REPUTATION_DROP = 0.1;
const REPUTATION_NOISE = 0.02;
const REPUTATION_DAYS = 5;

interface RateTest {
  readonly type: Anomaly['type'];
  readonly title: string;
  readonly todo: string;
  readonly rate: (counts: HourCounts) => Proportion;
  /** A smaller drop is not worth a person's time, however certain it is. */
  readonly leastDrop: number;
}

const RATE_TESTS: readonly RateTest[] = [
  {
    type: 'success-rate-drop',
    title: 'Fewer missions succeed than usual',
    todo: 'Look at what the failed and escalated missions say ("rex missions list --state ESCALATED").',
    rate: (counts) => RATES.missionSuccessRate(counts),
    leastDrop: 0.1,
  },
  {
    type: 'delivery-rate-drop',
    title: 'More messages bounce than usual',
    todo: 'Look at the list that was imported last, and at the sending domains ("rex domains list").',
    rate: ({ sent, bounced }) => ({ successes: Math.max(0, sent - bounced), trials: sent }),
    leastDrop: 0.02,
  },
];

interface Tested {
  readonly anomaly: Anomaly;
  readonly pValue: number;
  /** Whether the difference is large enough to be reported. */
  readonly matters: boolean;
}

/** What is unusual about the last 24 hours, compared with the workspace's own past. A pure function of the counts. */
export function findAnomalies(past: Past): Anomaly[] {
  const since = past.since.toISOString();
  const tests = [...rateTests(past, since), ...durationTests(past, since)];
  const adjusted = benjaminiHochberg(tests.map(({ pValue }) => pValue));
  const unlikely = tests.flatMap(({ anomaly, matters }, i) => {
    const pValue = adjusted[i] ?? 1;
    return matters && pValue <= FALSE_DISCOVERIES ? [{ ...anomaly, pValue }] : [];
  });
  return [...unlikely, ...reputationDrops(past, since)];
}

function rateTests({ hours, days }: Past, since: string): Tested[] {
  const today = fullCounts(addCounts(hours.map(({ counts }) => counts)));
  const before = days.filter(({ day }) => day < since.slice(0, 10)).map(({ counts }) => fullCounts(counts));
  return RATE_TESTS.flatMap(({ type, title, todo, rate, leastDrop }) => {
    const of = rate(today);
    const found = rateDrop(of, before.map(rate));
    if (!found) return [];
    const { expected, observed, pValue, dispersion } = found;
    return {
      pValue,
      matters: expected - observed >= leastDrop,
      anomaly: {
        type,
        of: '',
        severity: observed < expected / 2 ? 'critical' : 'warning',
        title,
        message: `${of.successes} of ${of.trials} in the last 24 hours (${percent(observed)}), where ${percent(expected)} are usual. ${todo}`,
        observed,
        expected,
        pValue,
        evidence: { successes: of.successes, trials: of.trials, days: before.length, dispersion },
      },
    } as const;
  });
}

function durationTests({ ended }: Past, since: string): Tested[] {
  const timed = ended.filter(({ state, workedMs }) => state === 'COMPLETED' && workedMs !== undefined);
  return [...Map.groupBy(timed, ({ workflow }) => workflow)].flatMap(([workflow, missions]) => {
    const recent: number[] = [];
    const before: number[] = [];
    for (const { endedAt, workedMs = 0 } of missions) (endedAt >= since ? recent : before).push(workedMs);
    const found = spike(recent, before);
    if (!found) return [];
    const { expected, observed, z: score, pValue } = found;
    return {
      pValue,
      matters: score >= MODIFIED_Z && observed >= LONGER_BY * expected,
      anomaly: {
        type: 'duration-spike',
        of: workflow,
        severity: 'warning',
        title: `Missions of ${workflow} take longer than usual`,
        message: `Their agents worked for ${seconds(observed)} (median of ${recent.length} in the last 24 hours), where ${seconds(expected)} are usual. Look at the agents ("rex agents") and at the alarms of AWS.`,
        observed,
        expected,
        pValue,
        evidence: { missions: recent.length, before: before.length, modifiedZ: score },
      },
    } as const;
  });
}

function reputationDrops({ reputations: now, days }: Past, since: string): Anomaly[] {
  const before = days.filter(({ day }) => day <= since.slice(0, 10));
  return Object.entries(now).flatMap(([domain, reputation]) => {
    const known = before.flatMap(({ reputations }) => reputations[domain] ?? []);
    if (known.length < REPUTATION_DAYS) return [];
    const usual = median(known);
    if (usual - reputation < REPUTATION_DROP) return [];
    const modifiedZ = (usual - reputation) / Math.max(robustDeviation(known, usual), REPUTATION_NOISE);
    if (modifiedZ < MODIFIED_Z) return [];
    return {
      type: 'reputation-drop',
      of: domain,
      severity: reputation < 0.5 ? 'critical' : 'warning',
      title: `${domain} loses its reputation`,
      message: `Its reputation is ${reputation.toFixed(2)}, where ${usual.toFixed(2)} is usual. See why its e-mails bounce or are complained about before sending more from it.`,
      observed: reputation,
      expected: usual,
      pValue: null,
      evidence: { days: known.length, modifiedZ },
    } as const;
  });
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;

import type { Table } from './table.ts';
import type { MissionFigures, Usage } from './whole-mission.ts';

const THOUSAND = 1_000;
const AIM_USD = 0.005;

/** The slope of log seconds over log leads, by least squares: 1 is as fast as the leads, 2 as fast as their square. */
export function growthExponent(runs: readonly MissionFigures[]): number {
  const points = runs.map((run) => ({ x: Math.log(run.rows), y: Math.log(secondsOf(run)) }));
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const [mx, my] = [mean(points.map(({ x }) => x)), mean(points.map(({ y }) => y))];
  const covariance = points.reduce((sum, { x, y }) => sum + (x - mx) * (y - my), 0);
  return covariance / points.reduce((sum, { x }) => sum + (x - mx) ** 2, 0);
}

export function timeTable(
  runs: readonly MissionFigures[],
  { exponent, realLeadsAreThere }: { exponent: number; realLeadsAreThere: boolean },
): Table {
  return {
    title: 'Whole missions: time (aim: 2,357 leads in 120 s)',
    columns: ['run', 'rows', 'emailed', 'e-mails', 'import s', 'mission s', 'total s', 's per 1,000 e-mails'],
    rows: runs.map((run) => [
      run.name,
      String(run.rows),
      String(run.leadsEmailed),
      String(run.emails),
      run.importSeconds.toFixed(1),
      run.missionSeconds.toFixed(1),
      secondsOf(run).toFixed(1),
      ((secondsOf(run) / run.emails) * THOUSAND).toFixed(1),
    ]),
    notes: [
      `Time grows with the number of made-up leads to the power of ${exponent.toFixed(2)}.`,
      'All on the virtual clock, through the API; the start of Rex is not in it.',
      ...(realLeadsAreThere ? [] : ['The CDNOW leads were left out: they are not beside the project.']),
    ],
  };
}

export function costTable(runs: readonly MissionFigures[]): Table {
  return {
    title: 'Whole missions: cost on AWS as metered (US dollars)',
    columns: [
      'run',
      'SES',
      'import',
      'mission',
      'beyond SES per 1,000 leads emailed',
      'mission alone per 1,000 leads',
      'mission alone per 1,000 e-mails',
      'write units per e-mail',
      'read units per e-mail',
    ],
    rows: runs.map((run) => {
      const { importUsage, missionUsage, leadsEmailed, emails } = run;
      const [imports, mission] = [beyondSes(importUsage), beyondSes(missionUsage)];
      return [
        run.name,
        usdOf(missionUsage, 'SES').toFixed(4),
        imports.toFixed(4),
        mission.toFixed(4),
        (((imports + mission) / leadsEmailed) * THOUSAND).toFixed(5),
        ((mission / leadsEmailed) * THOUSAND).toFixed(5),
        ((mission / emails) * THOUSAND).toFixed(5),
        (countOf(missionUsage, 'DynamoDB', 'writeUnits') / emails).toFixed(2),
        (countOf(missionUsage, 'DynamoDB', 'readUnits') / emails).toFixed(2),
      ];
    }),
    notes: [
      'Prices of us-east-1 without free tiers (infra/local/meter/prices.ts). The units per e-mail are those of the mission.',
      'GB-seconds of Lambda are of this machine, with what else ran on it; waiting for a busy engine is paid for too.',
    ],
  };
}

/** Where the money goes in a mission of one e-mail each. */
export function costByService({ name, importUsage, missionUsage, leadsEmailed }: MissionFigures): Table {
  const perThousand = (usd: number): string => ((usd / leadsEmailed) * THOUSAND).toFixed(5);
  const services = Object.keys(missionUsage)
    .filter((service) => service !== 'SES')
    .toSorted((a, b) => usdOf(missionUsage, b) - usdOf(missionUsage, a));
  return {
    title: `${name}: cost beyond SES per 1,000 leads e-mailed (US dollars; aim ${AIM_USD} in all)`,
    columns: ['service', 'import', 'mission', 'units of the mission per 1,000 leads'],
    rows: [
      ...services.map((service) => [
        service,
        perThousand(usdOf(importUsage, service)),
        perThousand(usdOf(missionUsage, service)),
        Object.entries(missionUsage[service] ?? {})
          .filter(([unit, count]) => unit !== 'usd' && count > 0)
          .map(([unit, count]) => `${unit} ${((count / leadsEmailed) * THOUSAND).toFixed(1)}`)
          .join(', '),
      ]),
      ['all', perThousand(beyondSes(importUsage)), perThousand(beyondSes(missionUsage)), ''],
    ],
    notes: [
      'Idle polls of queues and periodic schedules are counted and not charged here: see the cost of doing nothing.',
    ],
  };
}

const secondsOf = ({ importSeconds, missionSeconds }: MissionFigures): number =>
  importSeconds + missionSeconds;

const countOf = (usage: Usage, service: string, unit: string): number => usage[service]?.[unit] ?? 0;

const usdOf = (usage: Usage, service: string): number => countOf(usage, service, 'usd');

export const beyondSes = (usage: Usage): number =>
  Object.keys(usage)
    .filter((service) => service !== 'SES')
    .reduce((sum, service) => sum + usdOf(usage, service), 0);

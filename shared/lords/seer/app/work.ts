import { listIntelligence } from '../../../campaigns/app/manage-intelligence.ts';
import { intelligenceView } from '../../../campaigns/domain/intelligence.ts';
import { found } from '../../../platform/asked.ts';
import type { Acts } from '../../../seats/app/carry-out.ts';
import type { Looks } from '../../../seats/app/look.ts';
import type { Reviews } from '../../../seats/app/review-due.ts';
import type { Cards } from '../../../seats/app/view-seat.ts';
import type { seer } from '../contract/seat.ts';
import { analyzePerformance, generateRecommendations } from './analyze-performance.ts';
import type { SeerDeps } from './deps.ts';
import { gatherIntelligence } from './gather-intelligence.ts';
import { generateForecastReport } from './generate-report.ts';
import { predictTrend, scorePrediction } from './predict-trend.ts';

export const acts: Acts<typeof seer, SeerDeps> = {
  predictTrend,
  gatherIntelligence,
  analyzePerformance,
  generateRecommendations,
  generateForecastReport,
};

export const looks: Looks<typeof seer, SeerDeps> = {
  listGatheredIntelligence: (deps, { workspace, query }) => listIntelligence(deps, workspace, query),
  getGatheredIntelligence: async (deps, { workspace, params: { id } }) =>
    intelligenceView(await found(deps.intelligence, 'entry', { workspace, id }), deps.clock.now()),
};

export const reviews: Reviews<Pick<SeerDeps, 'analytics'>> = { prediction: scorePrediction };

export const cards: Cards = (works) => {
  const predictions = works.filter(({ kind }) => kind === 'prediction');
  const scored = predictions.flatMap(({ outcome }) => outcome ?? []);
  const total = (name: string): number =>
    scored.reduce((sum, { measures }) => sum + (measures[name] ?? 0), 0);
  const gathered = works.filter(({ kind }) => kind === 'gathering').length;
  return [
    {
      title: 'Open predictions',
      value: predictions.filter(({ state }) => state === 'open').length,
      unit: 'count',
      says: 'Their days are still to come.',
    },
    {
      title: 'Days within their intervals',
      value: scored.length === 0 ? null : total('covered') / scored.length,
      unit: 'share',
      says: `Of ${scored.length} predictions that were scored.`,
    },
    {
      title: 'Error against the naive forecast',
      value: total('naiveError') === 0 ? null : total('error') / total('naiveError'),
      unit: 'share',
      says: 'Below 100 % it was better than naming the last day again.',
    },
    {
      title: 'Gatherings',
      value: gathered,
      unit: 'count',
      says: 'Of intelligence, from documents and people.',
    },
  ];
};

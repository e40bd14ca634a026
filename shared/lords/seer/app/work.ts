import { listIntelligence } from '../../../campaigns/app/manage-intelligence.ts';
import { intelligenceView } from '../../../campaigns/domain/intelligence.ts';
import { found } from '../../../platform/asked.ts';
import type { Acts } from '../../../seats/app/carry-out.ts';
import type { Looks } from '../../../seats/app/look.ts';
import type { Reviews } from '../../../seats/app/review-due.ts';
import type { Cards, Counted } from '../../../seats/app/view-seat.ts';
import type { Work } from '../../../seats/domain/work.ts';
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

/** What changed on no day has no share: naming the last day again was right then, and the error stands in words. */
function errorCard(of: readonly Work[], error: number, naiveError: number): Counted {
  const scored = of.length;
  const title = 'Error against the naive forecast';
  const value = naiveError > 0 ? error / naiveError : scored > 0 && error === 0 ? 1 : null;
  const says =
    scored === 0 || naiveError > 0
      ? 'Below 100 % it was better than naming the last day again.'
      : `Naming the last day again was right for all of ${scored} predictions; these were off by ${Number((error / scored).toPrecision(3))} a day in the mean.`;
  return { title, value, unit: 'share', says, of };
}

export const cards: Cards = (works) => {
  const predictions = works.filter(({ kind }) => kind === 'prediction');
  const open = predictions.filter(({ state }) => state === 'open');
  const scored = predictions.filter(({ outcome }) => outcome !== undefined);
  const total = (name: string): number =>
    scored.reduce((sum, { outcome }) => sum + (outcome?.measures[name] ?? 0), 0);
  const gathered = works.filter(({ kind }) => kind === 'gathering');
  return [
    {
      title: 'Open predictions',
      value: open.length,
      unit: 'count',
      of: open,
      says: 'Their days are still to come.',
    },
    {
      title: 'Days within their intervals',
      value: scored.length === 0 ? null : total('covered') / scored.length,
      unit: 'share',
      of: scored,
      says: `Of ${scored.length} predictions that were scored.`,
    },
    errorCard(scored, total('error'), total('naiveError')),
    {
      title: 'Gatherings',
      value: gathered.length,
      unit: 'count',
      of: gathered,
      says: 'Of intelligence, from documents and people.',
    },
  ];
};

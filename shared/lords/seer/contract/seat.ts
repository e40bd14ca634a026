import * as z from 'zod';
import {
  INTELLIGENCE_TYPES,
  intelligenceIdSchema,
  intelligenceViewSchema,
} from '../../../campaigns/contract/intelligence.ts';
import { pageQuerySchema } from '../../../kernel/contract/common.ts';
import { OPERATORS } from '../../../kernel/contract/route.ts';
import { seat } from '../../../seats/contract/seat.ts';
import {
  analysisInputSchema,
  analysisSchema,
  gatherInputSchema,
  gatheringSchema,
  predictInputSchema,
  predictionSchema,
  recommendationsSchema,
  recommendInputSchema,
  reportInputSchema,
  reportSchema,
} from './schemas.ts';

/** Looks ahead: what Rex's own numbers will be, how sure that is, and how right it was before. */
export const seer = seat({
  name: 'seer',
  title: 'Seer',
  purpose:
    'Forecasts the numbers of the workspace, says how sure that is, and is scored when the days have come.',
  capabilities: {
    predict_trend: {
      does: 'Forecasts a number of each day, with prediction intervals.',
      method:
        'The methods that would have been best so far, by rolling-origin evaluation (Tashman 2000), joined by the inverse of their squared errors.',
      reads: ['analytics'],
      proposes: [],
    },
    gather_intelligence: {
      does: 'Keeps what is known of the world outside, with source and date.',
      method: 'Passages of documents word for word, found by words and by meaning; or an entry of a person.',
      reads: ['documents'],
      proposes: ['intelligence entries'],
    },
    analyze_performance: {
      does: 'Compares the rates of the newest days with those of the days before.',
      method: "Newcombe's interval of a difference of rates (1998) and Holm's adjustment for many rates.",
      reads: ['analytics'],
      proposes: [],
    },
    generate_recommendation: {
      does: 'Says what to change, what that is expected to bring, and what that rests on.',
      method: 'The analysis of rates, and the open recommendations of the analytics agent.',
      reads: ['analytics', 'recommendations'],
      proposes: ['changes that a person approves'],
    },
    get_forecast_report: {
      does: 'Puts forecasts together as a page that can be printed.',
      method: 'As predict_trend.',
      reads: ['analytics'],
      proposes: [],
    },
  },
  kinds: {
    prediction: {
      prefix: 'pr',
      tab: 'Trends',
      states: { open: ['scored'], scored: [] },
      result: predictionSchema,
    },
    gathering: { prefix: 'ga', tab: 'Intelligence', states: { done: [] }, result: gatheringSchema },
    analysis: { prefix: 'pa', tab: 'Analysis', states: { done: [] }, result: analysisSchema },
    recommendations: {
      prefix: 'rs',
      tab: 'Recommendations',
      states: { done: [] },
      result: recommendationsSchema,
    },
    report: { prefix: 'fr', tab: 'Reports', states: { done: [] }, result: reportSchema },
  },
  acts: {
    predictTrend: {
      capability: 'predict_trend',
      path: '/predict-trend',
      summary:
        'Forecast a number of each day. With too little history it is refused, and says how much is needed.',
      roles: OPERATORS,
      input: predictInputSchema,
      kind: 'prediction',
    },
    gatherIntelligence: {
      capability: 'gather_intelligence',
      path: '/intelligence/gather',
      summary: 'Keep what documents say about a question, or an entry of your own.',
      roles: OPERATORS,
      input: gatherInputSchema,
      kind: 'gathering',
    },
    analyzePerformance: {
      capability: 'analyze_performance',
      path: '/analysis/performance',
      summary: 'Compare the rates of the newest days with those before.',
      roles: OPERATORS,
      input: analysisInputSchema,
      kind: 'analysis',
    },
    generateRecommendations: {
      capability: 'generate_recommendation',
      path: '/recommendations/generate',
      summary: 'Say what to change, with the expected impact and its basis.',
      roles: OPERATORS,
      input: recommendInputSchema,
      kind: 'recommendations',
    },
    generateForecastReport: {
      capability: 'get_forecast_report',
      path: '/forecast/generate',
      summary: 'Make a report of several forecasts.',
      roles: OPERATORS,
      input: reportInputSchema,
      kind: 'report',
    },
  },
  lists: {
    listPredictions: {
      kind: 'prediction',
      path: '/predictions',
      summary: 'Predictions, each with its score when its days have come.',
      one: { operationId: 'getPrediction', id: 'id' },
    },
    listSeerRecommendations: {
      kind: 'recommendations',
      path: '/recommendations',
      summary: 'What the Seer has recommended.',
    },
    listForecastReports: { kind: 'report', path: '/forecast/reports', summary: 'Forecast reports.' },
  },
  looks: {
    listGatheredIntelligence: {
      path: '/intelligence',
      tab: 'Intelligence',
      summary: 'Intelligence entries, newest first. A page of a filtered list may be short.',
      query: pageQuerySchema.extend({ type: z.enum(INTELLIGENCE_TYPES).optional() }),
      result: z.object({ entries: z.array(intelligenceViewSchema), cursor: z.string().nullable() }),
    },
    getGatheredIntelligence: {
      path: '/intelligence/{id}',
      summary: 'One entry.',
      params: z.object({ id: intelligenceIdSchema }),
      result: intelligenceViewSchema,
    },
  },
});

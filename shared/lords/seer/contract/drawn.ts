import type { Drawing } from '../../../seats/contract/drawing.ts';

/** How works of the Seer are told to people. */
export const seerDrawn = {
  prediction: {
    says: '{metric} of the next {horizonDays} days: {direction}.',
    figures: {
      Change: { of: 'change', as: 'share' },
      'Prediction interval': { of: 'level', as: 'share' },
      'Naive forecast': 'naive',
      'Days within intervals so far': { of: 'earlier.covered', as: 'share' },
      'Error against the naive forecast so far': { of: 'earlier.error', as: 'share' },
    },
    rows: { of: 'values', columns: { Day: 'day', Expected: 'value', Low: 'low', High: 'high' } },
  },
  gathering: {
    says: '{entries.length} entries of intelligence ({type}).',
    rows: {
      of: 'entries',
      columns: { Id: 'id', Title: 'title', Source: 'source', Confidence: { of: 'confidence', as: 'share' } },
    },
  },
  analysis: {
    says: 'The rates of {days} days, {from} to {to}, beside as many before.',
    rows: {
      of: 'rates',
      columns: {
        Rate: 'rate',
        Now: 'now',
        Before: 'before',
        Difference: { of: 'difference', as: 'share' },
        'p-value': 'pValue',
        Finding: 'finding',
      },
    },
  },
  recommendations: {
    says: '{items.length} things to change.',
    rows: {
      of: 'items',
      columns: {
        'What to do': 'sentence',
        Why: 'basis',
        Impact: 'impact',
        Recommendation: 'recommendationId',
      },
    },
  },
  report: {
    says: 'Forecasts of {horizonDays} days, made on {madeOn}.',
    rows: { of: 'parts', columns: { Number: 'metric', Forecast: 'says' } },
  },
} as const satisfies Readonly<Record<string, Drawing>>;

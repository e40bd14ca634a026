import type { Drawing } from '../../../seats/contract/drawing.ts';

/** How works of the Architect are told to people. */
export const architectDrawn = {
  initiative: {
    says: '{goal}',
    figures: {
      Ends: 'endsOn',
      Target: 'target.measure',
      Component: 'target.component',
      'At most': 'target.atMost',
      Before: 'target.before',
      After: 'target.after',
    },
    rows: {
      of: 'phases',
      columns: { Phase: 'title', From: 'on', Until: 'until', Days: 'days', 'Spare days': 'slack' },
    },
  },
  analysis: {
    says: '{bottleneck.says}',
    figures: { From: 'from', To: 'to' },
    rows: {
      of: 'functions',
      columns: {
        Function: 'component',
        Calls: 'calls',
        Errors: { of: 'errorRate', as: 'share' },
        p50: { of: 'p50Ms', as: 'ms' },
        p95: { of: 'p95Ms', as: 'ms' },
      },
    },
  },
  optimization: {
    says: '{proposal}',
    figures: {
      Measure: 'measure',
      Before: 'before',
      Expected: 'expected',
      After: 'after',
      'Why so': 'basis',
    },
  },
  guidance: {
    says: 'The guild {guild}: {failed} of its tasks failed, {failedOfOthers} of those of others.',
    figures: { 'Median minutes': 'medianMinutes', Open: 'open', Since: 'since.says' },
    rows: { of: 'items', columns: { 'What to do': 'says', Why: 'basis' } },
  },
} as const satisfies Readonly<Record<string, Drawing>>;

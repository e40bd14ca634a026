import type { Drawing } from '../../../seats/contract/drawing.ts';

/** How works of the Cognition are told to people. */
export const cognitionDrawn = {
  learning: {
    says: '{text}',
    figures: {
      Topic: 'topic',
      Cases: 'counts',
      'Comes from': 'source',
      Contradicts: 'contradicts',
      'Contradicted by': 'contradictedBy',
      'Withdrawn by': 'withdrawnBy',
    },
  },
  synthesis: {
    says: '{text}',
    figures: {
      Topic: 'topic',
      Cases: 'counts',
      'Share (posterior)': { of: 'share', as: 'share' },
      Before: { of: 'trend.before', as: 'share' },
      After: { of: 'trend.after', as: 'share' },
      Difference: { of: 'trend.difference', as: 'share' },
    },
    rows: { of: 'contradictions', columns: { Contradiction: 'says' } },
  },
  decision: {
    says: '{question} {choice} Because: {because}',
    figures: {
      Expected: 'expects.says',
      Probability: { of: 'expects.probability', as: 'share' },
      On: 'expects.on',
      'Told by': 'expects.measure.metric',
      'At least': 'expects.measure.atLeast',
    },
    rows: { of: 'reopened', columns: { Reopened: 'at', Why: 'because' } },
  },
  mentoring: {
    says: '{advice}',
    figures: {
      Agent: 'agent',
      Setting: 'change.setting',
      From: 'change.from',
      To: 'change.to',
      Approval: 'approvalId',
      'How it stands': 'says',
    },
  },
} as const satisfies Readonly<Record<string, Drawing>>;

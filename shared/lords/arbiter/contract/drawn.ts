import type { Drawing } from '../../../seats/contract/drawing.ts';

/** How works of the Arbiter are told to people. */
export const arbiterDrawn = {
  case: {
    says: '{about}: a conflict of {parties.length} parties, {severity}.',
    figures: {
      'Why so grave': 'severityBasis',
      'About in numbers': 'dispute.kind',
      'There is': 'dispute.estate',
      Resource: 'resource',
      Challenges: 'decisionId',
      Proposal: 'proposalId',
    },
    rows: { of: 'parties', columns: { Party: 'id', Kind: 'kind', Wants: 'wants' } },
  },
  analysis: {
    says: 'Causes: {causes.length}. Hold what others want: {holders.length}. Wait: {waits.length}.',
    figures: { Case: 'caseId' },
    rows: { of: 'causes', columns: { Cause: 'cause', 'What was found': 'says' } },
  },
  proposal: {
    says: '{options.length} ways to settle it; {recommended} is recommended.',
    figures: { Case: 'caseId' },
    rows: {
      of: 'options',
      columns: {
        Option: 'key',
        'Who gets what': { of: 'shares', each: '{party}: {share}' },
        Fairness: 'fairness',
        Envy: 'envy',
        Method: 'method',
      },
    },
  },
  decision: {
    says: '{option.key} was chosen: {reason}',
    figures: {
      Fairness: 'option.fairness',
      Envy: 'option.envy',
      'People see to': 'option.todo',
      'May be appealed until': 'appealableUntil',
      Case: 'caseId',
      'Challenged by': 'challengedBy',
    },
    rows: {
      of: 'option.shares',
      columns: {
        Party: 'party',
        Gets: 'share',
        Satisfaction: { of: 'satisfaction', as: 'share' },
        'Gives up': 'givesUp',
      },
    },
  },
  appeal: {
    says: '{grounds} The answer: {reason}',
    figures: { Decision: 'decisionId', Case: 'caseId' },
    rows: { of: 'effects', columns: { State: 'state', 'What was done': 'says' } },
  },
  report: {
    says: '{decisions} decisions since {from}.',
    rows: {
      of: 'groups',
      columns: {
        Group: 'group',
        Got: { of: 'share', as: 'share' },
        Favoured: 'favoured',
        Others: 'others',
        'p-value': 'pValue',
        Finding: 'finding',
      },
    },
  },
} as const satisfies Readonly<Record<string, Drawing>>;

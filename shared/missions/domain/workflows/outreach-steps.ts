import type { Action } from './actions.ts';
import type { SuccessCriterion, WorkflowStep } from './workflow.ts';

type Placed = Pick<WorkflowStep, 'dependsOn' | 'weight'>;

/** The steps that draft and send messages, the same in every workflow that sends. */
export const scoreStep = (placed: Placed): WorkflowStep => ({
  name: 'score',
  doing: 'Leads are being scored.',
  retries: 2,
  ...placed,
});

/**
 * The steps from the templates to the last message, after a given one. `weight` is that of sending; the others have 20 together.
 */
export const sendingSteps = (weight: number, after: Action = 'score'): readonly WorkflowStep[] => [
  {
    name: 'personalize',
    dependsOn: [after],
    weight: 5,
    doing: 'The templates are being written.',
    retries: 2,
  },
  {
    name: 'draft',
    dependsOn: ['personalize'],
    weight: 10,
    doing: 'The messages are being drafted.',
    retries: 2,
  },
  {
    name: 'approve',
    dependsOn: ['draft'],
    weight: 5,
    doing: 'The messages wait for approval.',
    waitsFor: 'approval',
    retries: 2,
    compensate: 'void-approval',
  },
  {
    name: 'outreach',
    dependsOn: ['approve'],
    weight,
    doing: 'The sequence is going out.',
    waitsFor: 'calendar',
    retries: 2,
  },
];

/** The limits for bounces and complaints are those at which Amazon SES begins to review an account. */
export const SENDING_SUCCESS: readonly SuccessCriterion[] = [
  {
    name: 'could-send',
    metric: 'messages.unsendable',
    of: 'messages.tried',
    operator: '<',
    value: 1,
    sentence: 'Could not be sent: {} of the messages that were tried. Wanted: less than all.',
    essential: true,
  },
  {
    name: 'reached-somebody',
    metric: 'audience.emailed',
    operator: '>=',
    value: 1,
    sentence: 'People written to: {}. Wanted: at least 1.',
  },
  {
    name: 'few-bounces',
    metric: 'messages.bounced',
    of: 'messages.sent',
    operator: '<=',
    value: 0.05,
    sentence: 'Bounced: {} of the e-mails. Wanted: at most 5 %.',
  },
  {
    name: 'few-complaints',
    metric: 'messages.complained',
    of: 'messages.sent',
    operator: '<=',
    value: 0.001,
    sentence: 'Reported as spam: {} of the e-mails. Wanted: at most 0.1 %.',
  },
];

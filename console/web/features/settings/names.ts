import type { Names } from '../../schema-form/context.ts';

/** Names of fields and options where those of the contract would not be understood. */
export const SETTING_NAMES: Names = {
  fields: {
    senderLocalPart: 'Address of the sender',
    sendWindow: 'Hours and days',
    sendTime: 'Best hour',
    optimise: 'Find the best hour',
    explore: 'Share that tries other hours',
    frequencyCap: 'How often to one person',
    minHoursBetween: 'Hours between two messages',
    maxIn30Days: 'Most in 30 days',
    requireConsent: 'Only people who subscribed',
    dailyBudget: 'E-mails a day',
    mailboxPrice: 'Price of an inbox',
    enough: 'Quality that is enough',
    earned: 'Earned autonomy',
    policy: 'Your own rules',
    reviewWhenIdle: 'Review the results when idle',
    paused: 'Pause the workspace',
    dryRun: 'Dry run',
    approval: 'Answers that need an approval',
    answers: 'Answers',
    tasks: 'Tasks',
    executor: 'All tasks',
    requests: 'Approvals too',
    from: 'From severity',
  },
  options: {
    weekdays: {
      1: 'Monday',
      2: 'Tuesday',
      3: 'Wednesday',
      4: 'Thursday',
      5: 'Friday',
      6: 'Saturday',
      7: 'Sunday',
    },
    service: { none: 'None', calendly: 'Calendly', calcom: 'Cal.com' },
    provider: { ses: 'Amazon SES', sendgrid: 'SendGrid' },
  },
  proposals: { timeZone: ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')] },
};

import * as z from 'zod';

const share = (value: number, says: string) => z.number().min(0).max(1).default(value).describe(says);
const hours = (value: number, says: string) => z.number().min(0).max(8760).default(value).describe(says);

/** The thresholds of the rules in a workspace. Rules name them, and the explanation of a rule says what they mean. */
export const ruleSettingsSchema = z.strictObject({
  boostTo: z.number().int().min(0).max(100).default(90).describe('Priority that a boosted mission gets'),
  boostAfterHours: hours(24, 'Hours in the queue after which a mission is boosted'),
  boostBeforeDeadlineHours: hours(4, 'Hours before its deadline at which a queued mission is boosted'),
  missionTimeoutHours: hours(
    2,
    'Hours of work after which a step fails. Waiting for people or for the calendar does not count',
  ),
  stalledAfterMinutes: z
    .number()
    .min(1)
    .max(10_000)
    .default(60)
    .describe('Minutes without progress after which a step fails'),
  restartAtMost: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(25)
    .describe('How often a mission whose execution is lost is restarted before it is escalated to a person'),
  judgeDomainAfter: z
    .number()
    .int()
    .min(1)
    .default(200)
    .describe('E-mails in seven days that a domain must have sent before its rates are judged'),
  pauseBounceRate: share(
    0.04,
    'Bounce rate from which a domain is paused. So many bounces are expected of the e-mails of a day at most: its risk budget',
  ),
  pauseComplaintRate: share(0.0008, 'The same for complaints'),
  rotateBelowReputation: share(
    0.7,
    'Reputation below which nothing is sent from a domain: its missions are moved away, and no mission gets it',
  ),
  prewarmedReputation: share(0.8, 'The same for prewarmed domains, if it is higher'),
  restDays: z
    .number()
    .int()
    .min(1)
    .max(90)
    .default(7)
    .describe('Days that a domain rests after it was rotated out, before it may come back'),
  idleAfterHours: hours(24, 'Hours without a running mission after which the results are reviewed'),
  reviewEveryDays: z
    .number()
    .min(1)
    .max(365)
    .default(30)
    .describe('Minimum number of days between two reviews'),
});
export type RuleSettings = z.infer<typeof ruleSettingsSchema>;

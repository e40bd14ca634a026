import * as z from 'zod';

const share = (value: number, says: string) => z.number().min(0).max(1).default(value).describe(says);
const hours = (value: number, says: string) => z.number().min(0).max(8760).default(value).describe(says);

/** The thresholds of the rules, by workspace. A rule names them; what they mean stands in its explanation. */
export const ruleSettingsSchema = z.strictObject({
  boostTo: z.number().int().min(0).max(100).default(90).describe('Priority of a mission that waits too long'),
  boostAfterHours: hours(24, 'Hours in the queue after which a mission is boosted'),
  boostBeforeDeadlineHours: hours(4, 'Hours before its deadline at which a mission is boosted'),
  missionTimeoutHours: hours(
    2,
    'Most hours that a step may work; waiting for people or the calendar does not count',
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
    .describe('Restarts of a mission whose execution is lost, before it is escalated to a person'),
  judgeDomainAfter: z
    .number()
    .int()
    .min(1)
    .default(200)
    .describe('E-mails in seven days before the rates of a domain are judged'),
  pauseBounceRate: share(0.04, 'Bounce rate above which a domain is paused'),
  pauseComplaintRate: share(0.0008, 'Complaint rate above which a domain is paused'),
  rotateBelowReputation: share(0.7, 'Reputation below which missions are moved away from a domain'),
  idleAfterHours: hours(24, 'Hours without a running mission after which results are reviewed'),
  reviewEveryDays: z.number().min(1).max(365).default(30).describe('Least days between two reviews'),
});
export type RuleSettings = z.infer<typeof ruleSettingsSchema>;

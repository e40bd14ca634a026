import * as z from 'zod';

const share = (value: number, says: string) => z.number().min(0).max(1).default(value).describe(says);
const hours = (value: number, says: string) => z.number().min(0).max(8760).default(value).describe(says);

/** The thresholds of the rules, by workspace. A rule names them; what they mean stands in its explanation. */
export const ruleSettingsSchema = z.strictObject({
  boostTo: z.number().int().min(0).max(100).default(90).describe('Priority of a mission that waits too long'),
  boostAfterHours: hours(24, 'A mission that waits for so long is boosted'),
  boostBeforeDeadlineHours: hours(4, 'A mission whose deadline is so near is boosted'),
  missionTimeoutHours: hours(2, 'A step may work for so long; waiting for people or the calendar is no work'),
  stalledAfterMinutes: z.number().min(1).max(10_000).default(60).describe('Without any progress of a step'),
  restartAtMost: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(25)
    .describe('Restarts of a mission whose execution is gone, before a person is asked'),
  judgeDomainAfter: z
    .number()
    .int()
    .min(1)
    .default(200)
    .describe('E-mails in seven days before the rates of a domain are judged'),
  pauseBounceRate: share(0.04, 'A domain that bounces more is paused'),
  pauseComplaintRate: share(0.0008, 'A domain that is complained about more is paused'),
  rotateBelowReputation: share(0.7, 'Missions are moved away from a domain of a lower reputation'),
  idleAfterHours: hours(24, 'Results are reviewed when nothing has run for so long'),
  reviewEveryDays: z.number().min(1).max(365).default(30).describe('But not more often than this'),
});
export type RuleSettings = z.infer<typeof ruleSettingsSchema>;

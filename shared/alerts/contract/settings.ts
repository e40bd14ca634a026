import * as z from 'zod';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { ALERT_SEVERITIES } from './alert.ts';

const minutes = (usual: number) =>
  z.number().int().min(1).max(10_080).default(usual).describe('Minutes without an acknowledgement');

/** How the people of a workspace hear of alerts and of approvals that wait. What each wants to hear is their own subscription. */
export const alertSettingsSchema = z.strictObject({
  slack: z
    .strictObject({
      connection: z.string().regex(/^con_[0-9a-z]{26}$/, 'must be the id of a connection to Slack'),
      channel: z
        .string()
        .regex(/^[CG][A-Z0-9]{2,20}$/, 'must be the id of a channel, such as C0123ABCD')
        .optional()
        .describe('Absent: the channel of the connection'),
      from: refuseUnknown(z.enum(ALERT_SEVERITIES)).default('warning'),
      requests: z.boolean().default(true).describe('Approvals that wait are posted too, with buttons'),
    })
    .optional()
    .describe('The channel of Slack in which everybody of the workspace hears of them'),
  mostPerHour: z
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(10)
    .describe('Messages to a member in an hour, by all channels together; a digest gathers the rest'),
  escalateAfter: z.strictObject({ warning: minutes(240), critical: minutes(15) }).prefault({}),
  remindAfterHours: z
    .number()
    .int()
    .min(1)
    .max(168)
    .default(24)
    .describe('After that time without a decision, everybody who may decide is told of an approval'),
  digestHour: z.number().int().min(0).max(23).default(8).describe('When the daily digest goes out (UTC)'),
});

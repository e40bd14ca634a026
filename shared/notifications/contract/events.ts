import * as z from 'zod';
import { ALERT_SEVERITIES } from '../../alerts/contract/alert.ts';
import { events } from '../../kernel/contract/event-contract.ts';
import { CHANNELS, NOTICE_KINDS, noticeIdSchema } from './notifications.ts';

export const notificationEvents = events({
  'notification.sent': {
    version: 1,
    channel: 'system',
    aggregate: 'NOTICE',
    summary: 'A member was told of something by e-mail, Slack or SMS: the provider took it.',
    data: z.object({
      noticeId: noticeIdSchema,
      channel: z.enum(CHANNELS),
      kind: z.enum(NOTICE_KINDS),
      about: z.string().describe('The id of the alert, the approval, the notice or what was written'),
      severity: z.enum(ALERT_SEVERITIES),
    }),
    example: {
      noticeId: 'n_01jd8w5gk3q4v6x8z0a2c4e6g8',
      channel: 'email',
      kind: 'alert',
      about: 'al_01jd8w5gk3q4v6x8z0a2c4e6g8',
      severity: 'critical',
    },
  },
});

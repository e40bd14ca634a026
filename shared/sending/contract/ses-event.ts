import * as z from 'zod';

const recipient = z.looseObject({ diagnosticCode: z.string().optional() });
const engagement = z.looseObject({
  timestamp: z.string(),
  userAgent: z.string().default(''),
  ipAddress: z.string().optional(),
  link: z.string().optional(),
});

/** What SES publishes about a message: by event publishing, or by the older identity notifications. Unknown fields are kept. */
export const sesEventSchema = z.looseObject({
  eventType: z.string().optional(),
  notificationType: z.string().optional(),
  mail: z.looseObject({
    timestamp: z.string(),
    messageId: z.string(),
    destination: z.array(z.string()).default([]),
    tags: z.record(z.string(), z.array(z.string())).default({}),
  }),
  bounce: z
    .looseObject({
      bounceType: z.string(),
      timestamp: z.string(),
      bouncedRecipients: z.array(recipient).default([]),
    })
    .optional(),
  complaint: z.looseObject({ timestamp: z.string(), complaintFeedbackType: z.string().nullish() }).optional(),
  deliveryDelay: z
    .looseObject({
      delayType: z.string(),
      timestamp: z.string(),
      delayedRecipients: z.array(recipient).default([]),
    })
    .optional(),
  delivery: z.looseObject({ timestamp: z.string() }).optional(),
  reject: z.looseObject({ reason: z.string() }).optional(),
  open: engagement.optional(),
  click: engagement.optional(),
});
export type SesEvent = z.infer<typeof sesEventSchema>;

import * as z from 'zod';
import { ALERT_SEVERITIES, alertIdSchema } from '../../alerts/contract/alert.ts';
import { connectionIdSchema } from '../../connections/contract/connections.ts';
import { approvalIdSchema, instantSchema, ROLES, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { queues } from '../../kernel/contract/queue-contract.ts';
import { CHANNELS, noticeIdSchema } from './notifications.ts';

const workspace = workspaceIdSchema;
const channel = z.enum(CHANNELS);

const notificationMessageSchema = z.discriminatedUnion('kind', [
  /** An alert was raised, or its cause was found again. */
  z.object({ kind: z.literal('alert'), workspace, alertId: alertIdSchema }),
  /** An approval begins to wait. */
  z.object({ kind: z.literal('request'), workspace, approvalId: approvalIdSchema }),
  /** A connection was refused then, or what became of it since has changed. */
  z.object({
    kind: z.literal('connection'),
    workspace,
    connectionId: connectionIdSchema,
    refusedAt: instantSchema,
  }),
  /** A person has written to these members, or something asks them. `channels`: no others; the members' own wishes are kept in any case. */
  z.object({
    kind: z.literal('write'),
    workspace,
    about: z.string(),
    at: instantSchema,
    severity: z.enum(ALERT_SEVERITIES),
    title: z.string(),
    message: z.string(),
    to: z.array(z.string()),
    /** Who is told where none of `to` has a subscription; left out: nobody. */
    otherwise: z.array(z.enum(ROLES)).optional(),
    channels: z.array(channel),
  }),
  /** If nobody has acknowledged it and it is still as severe, others are told. */
  z.object({
    kind: z.literal('escalate'),
    workspace,
    alertId: alertIdSchema,
    severity: z.enum(ALERT_SEVERITIES),
    step: z.number().int().min(1),
  }),
  /** If nobody has decided, everybody who may is told. */
  z.object({ kind: z.literal('remind'), workspace, approvalId: approvalIdSchema }),
  z.object({ kind: z.literal('deliver'), workspace, subject: z.string(), id: noticeIdSchema, channel }),
  /** What was gathered for a member by `slot` goes out as one message. */
  z.object({ kind: z.literal('digest'), workspace, subject: z.string(), channel, slot: instantSchema }),
]);
export type NotificationMessage = z.infer<typeof notificationMessageSchema>;

export const notificationQueues = queues({
  notifications: {
    message: notificationMessageSchema,
    impact: 'People are not told of alerts and of approvals that wait. "rex alerts list" has the alerts.',
    workSeconds: 60,
    batchSize: 10,
    maxConcurrency: 3,
  },
});

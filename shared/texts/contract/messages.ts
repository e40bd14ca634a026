import * as z from 'zod';
import { channelSchema, NUMBER_CHANNELS } from '../../channels/contract/channels.ts';
import {
  instantSchema,
  leadIdSchema,
  missionIdSchema,
  workspaceIdSchema,
} from '../../kernel/contract/common.ts';
import { queues } from '../../kernel/contract/queue-contract.ts';

const heard = {
  workspace: workspaceIdSchema,
  /** When the webhook came in, because Twilio does not say when it happened. A redelivered message has the same time. */
  at: instantSchema,
  /** Twilio's id of the message. */
  sid: z.string().max(64),
};

/** The content of a webhook of Twilio, after its signature was verified. */
const textEventSchema = z.discriminatedUnion('kind', [
  z.object({
    ...heard,
    kind: z.literal('status'),
    missionId: missionIdSchema,
    cohort: z.string(),
    leadId: leadIdSchema,
    step: z.number().int(),
    channel: channelSchema.extract(NUMBER_CHANNELS),
    numberId: z.string(),
    status: z.string().max(40),
    errorCode: z.string().max(10).optional(),
  }),
  z.object({
    ...heard,
    kind: z.literal('answer'),
    answerId: z.string(),
    leadId: leadIdSchema,
    channel: channelSchema.extract(NUMBER_CHANNELS),
    numberId: z.string(),
    status: z.string().max(40),
    errorCode: z.string().max(10).optional(),
  }),
  z.object({
    ...heard,
    kind: z.literal('inbound'),
    channel: channelSchema.extract(NUMBER_CHANNELS),
    numberId: z.string(),
    /** The number of the workspace, in E.164. */
    to: z.string(),
    text: z.string().max(1600),
    /** How Twilio read the text; Twilio has acted on it already. Present when Advanced Opt-Out is set up there. */
    verdict: z.enum(['stop', 'start', 'help']).optional(),
  }),
]);
export type TextEvent = z.infer<typeof textEventSchema>;

export const textQueues = queues({
  texts: {
    message: textEventSchema,
    impact: 'Requests to stop and answers by SMS or WhatsApp are not acted on. Pause sending until they are.',
    workSeconds: 60,
    batchSize: 10,
  },
});

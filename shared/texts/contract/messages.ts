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
  /** When the webhook came in: Twilio itself does not say when it happened. A repeat from the queue has it again. */
  at: instantSchema,
  /** Twilio's own id of the message. */
  sid: z.string().max(64),
};

/** What Twilio told by a webhook, after its signature was found to be right. */
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
    kind: z.literal('inbound'),
    channel: channelSchema.extract(NUMBER_CHANNELS),
    numberId: z.string(),
    /** Our own number, in E.164. */
    to: z.string(),
    text: z.string().max(1600),
    /** Twilio's own reading, which it has acted on: it comes where its Advanced Opt-Out is set up. */
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

import * as z from 'zod';
import { queues } from '../../kernel/contract/queue-contract.ts';
import { sesEnvelope } from '../../platform/contract/envelope.ts';

/** A mail that SES received and stored, as SES describes it. */
export interface ReceivedMail {
  /** Given by SES; the same in every notification about the mail. */
  readonly id: string;
  readonly rawKey: string;
  readonly receivedAt: Date;
  /** Envelope recipients: the addresses to which the mail was delivered, whatever its headers say. */
  readonly recipients: readonly string[];
  readonly spam: boolean;
  readonly virus: boolean;
  /** Whether the domain in From sent it, by its DMARC policy; undefined when it publishes none. */
  readonly dmarc?: 'pass' | 'fail' | undefined;
}

const verdictSchema = z.object({ status: z.string() });

/** GRAY: the domain publishes no policy. */
const DMARC: Readonly<Record<string, ReceivedMail['dmarc']>> = { PASS: 'pass', FAIL: 'fail' };

/** The notification of SES, through SNS, that it has put a mail into the bucket. */
const receiptSchema = z
  .object({
    notificationType: z.literal('Received'),
    receipt: z.object({
      recipients: z.array(z.string()),
      spamVerdict: verdictSchema.optional(),
      virusVerdict: verdictSchema.optional(),
      dmarcVerdict: verdictSchema.optional(),
      action: z.object({ type: z.literal('S3'), objectKey: z.string() }),
    }),
    mail: z.object({ timestamp: z.iso.datetime({ offset: true }), messageId: z.string() }),
  })
  .transform(
    ({ receipt, mail }): ReceivedMail => ({
      id: mail.messageId,
      rawKey: receipt.action.objectKey,
      receivedAt: new Date(mail.timestamp),
      recipients: receipt.recipients,
      spam: receipt.spamVerdict?.status === 'FAIL',
      virus: receipt.virusVerdict?.status === 'FAIL',
      dmarc: DMARC[receipt.dmarcVerdict?.status ?? ''],
    }),
  );

export const inboundQueues = queues({
  inbound: {
    message: sesEnvelope(receiptSchema),
    impact: 'Replies and unsubscribe requests by mail are not acted on. Pause sending until they are.',
    workSeconds: 60,
    batchSize: 10,
    topic: true,
  },
});

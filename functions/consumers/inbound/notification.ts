import * as z from 'zod';
import type { ReceivedMail } from '../../../shared/inbound/app/received-mail.ts';
import { sesEnvelope } from '../../../shared/platform/runtime/queue.ts';

const verdictSchema = z.object({ status: z.string() });

/** GRAY: the domain publishes no policy. */
const DMARC: Readonly<Record<string, ReceivedMail['dmarc']>> = { PASS: 'pass', FAIL: 'fail' };

/** What SES tells through SNS when it has put a mail into the bucket. */
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

export const inboundQueueSchema = sesEnvelope(receiptSchema);

import * as z from 'zod';
import type { VirtualClock } from '../clock.ts';
import type { Queues } from '../endpoint/queues.ts';
import type { SesAccount } from '../endpoint/ses-account.ts';
import { headersOf } from '../mailbox/headers.ts';
import type { Meter } from '../meter/meter.ts';
import type { ReplyMail } from './reply-mail.ts';

const action = z.looseObject({
  S3Action: z
    .object({
      BucketName: z.string(),
      ObjectKeyPrefix: z.string().default(''),
      TopicArn: z.string().optional(),
    })
    .optional(),
});
/** The parts of AWS::SES::ReceiptRule that matter here. */
export const receiptRule = z.object({
  Rule: z.looseObject({
    Enabled: z.boolean().default(true),
    Recipients: z.array(z.string()).default([]),
    Actions: z.array(action).default([]),
  }),
});
type ReceiptRule = z.infer<typeof receiptRule>['Rule'];

export interface Inbound {
  addRule(rule: ReceiptRule): void;
  /** Takes a mail as SES does: stores it in the rule's bucket, and tells its topic. */
  receive(mail: ReplyMail): void;
}

const PASS = { status: 'PASS' };

export function createInbound(
  queues: Queues,
  account: Pick<SesAccount, 'takesMail'>,
  clock: VirtualClock,
  meter: Meter,
): Inbound {
  const rules: ReceiptRule[] = [];
  return {
    addRule: (rule) => void rules.push(rule),
    receive(mail) {
      if (!account.takesMail()) return;
      const rule = rules.find((each) => each.Enabled && takes(each, mail.to));
      const store = rule?.Actions.find(({ S3Action }) => S3Action !== undefined)?.S3Action;
      if (store === undefined) return;
      meter.count('ses.received', 1);
      meter.count('s3.writes', 1);
      const objectKey = `${store.ObjectKeyPrefix}${mail.id}`;
      queues.putObject(store.BucketName, objectKey, mail.raw, 'message/rfc822');
      if (store.TopicArn === undefined) return;
      const timestamp = clock.now().toISOString();
      const headers = headersOf(mail.raw);
      const notification = {
        notificationType: 'Received',
        mail: {
          timestamp,
          source: mail.from,
          messageId: mail.id,
          destination: [mail.to],
          headersTruncated: false,
          headers,
          commonHeaders: {
            returnPath: mail.from,
            from: [mail.from],
            to: [mail.to],
            messageId: mail.messageId,
            subject: mail.subject,
          },
        },
        receipt: {
          timestamp,
          processingTimeMillis: 300,
          recipients: [mail.to],
          spamVerdict: PASS,
          virusVerdict: PASS,
          spfVerdict: PASS,
          dkimVerdict: PASS,
          dmarcVerdict: PASS,
          action: {
            type: 'S3',
            topicArn: store.TopicArn,
            bucketName: store.BucketName,
            objectKeyPrefix: store.ObjectKeyPrefix,
            objectKey,
          },
        },
      };
      meter.count('sns.publishes', 1);
      queues.publish(store.TopicArn, JSON.stringify(notification), 'Amazon SES Email Receipt Notification');
    },
  };
}

/** A rule's recipient is an address, a domain, or (with a leading dot) all subdomains of one; none means all. */
function takes({ Recipients }: ReceiptRule, address: string): boolean {
  const domain = address.slice(address.indexOf('@') + 1);
  return (
    Recipients.length === 0 ||
    Recipients.some(
      (each) => each === address || each === domain || (each.startsWith('.') && domain.endsWith(each)),
    )
  );
}

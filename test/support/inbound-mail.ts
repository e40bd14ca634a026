import { ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListTopicsCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { SentMail, TestRex } from './test-rex.ts';

interface InboundMail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly headers?: readonly string[];
}

let received = 0;

/** Puts a mail where SES puts what it receives, tells the topic, and lets it be dealt with. */
export const receiveMail = (rex: TestRex, mail: InboundMail): Promise<void> =>
  receiveRaw(rex, { from: mail.from, to: mail.to, raw: rawOf(mail, `test-${received + 1}`) });

/** The same with a mail as it is. */
export async function receiveRaw(
  rex: TestRex,
  mail: { readonly from: string; readonly to: string; readonly raw: string },
): Promise<void> {
  const options = {
    endpoint: rex.awsEndpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const s3 = new S3Client({ ...options, forcePathStyle: true });
  const sns = new SNSClient(options);
  const { Buckets = [] } = await s3.send(new ListBucketsCommand());
  const { Topics = [] } = await sns.send(new ListTopicsCommand());
  const Bucket = Buckets.find(({ Name }) => /inbound/i.test(Name ?? ''))?.Name;
  const TopicArn = Topics.find((topic) => /inbound/i.test(topic.TopicArn ?? ''))?.TopicArn;

  received += 1;
  const messageId = `test-${received}`;
  const objectKey = `mail/${messageId}`;
  await s3.send(new PutObjectCommand({ Bucket, Key: objectKey, Body: mail.raw }));
  const timestamp = (await rex.now()).toISOString();
  const notification = {
    notificationType: 'Received',
    mail: { timestamp, messageId, source: mail.from, destination: [mail.to] },
    receipt: {
      timestamp,
      recipients: [mail.to],
      spamVerdict: { status: 'PASS' },
      virusVerdict: { status: 'PASS' },
      action: { type: 'S3', bucketName: Bucket, objectKey },
    },
  };
  await sns.send(new PublishCommand({ TopicArn, Message: JSON.stringify(notification) }));
  await rex.idle();
}

/** Answers one of our mails, to the address that it asks for. */
export const answer = (rex: TestRex, to: SentMail, text: string): Promise<void> =>
  receiveMail(rex, {
    from: to.to,
    to: to.mail.replyTo?.[0]?.address ?? '',
    subject: `Re: ${to.mail.subject}`,
    text,
  });

const rawOf = ({ from, to, subject, text, headers = [] }: InboundMail, id: string): string =>
  [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Message-ID: <${id}@people.example>`,
    ...headers,
    '',
    text,
    '',
  ].join('\r\n');

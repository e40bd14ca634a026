import { ListTopicsCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { TestRex } from './test-rex.ts';

interface SentMessage {
  /** Mission, cohort, lead and step, as the API names a message. */
  readonly id: string;
  readonly providerMessageId: string | null;
}

/** Has SES say of each message that a mailbox provider puts it off because it takes the sender for a spammer. */
export async function deferAsSpam(
  rex: TestRex,
  workspace: string,
  messages: readonly SentMessage[],
): Promise<void> {
  const sns = new SNSClient({
    endpoint: rex.awsEndpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { Topics = [] } = await sns.send(new ListTopicsCommand());
  const TopicArn = Topics.find((topic) => /SesEvents/i.test(topic.TopicArn ?? ''))?.TopicArn;
  const timestamp = (await rex.now()).toISOString();
  for (const { id, providerMessageId } of messages) {
    const [mission = '', cohort = '', lead = '', step = ''] = id.split('~');
    const event = {
      eventType: 'DeliveryDelay',
      mail: {
        timestamp,
        messageId: providerMessageId,
        destination: ['put-off@people.example'],
        tags: { workspace: [workspace], mission: [mission], cohort: [cohort], lead: [lead], step: [step] },
      },
      deliveryDelay: {
        delayType: 'SpamDetected',
        timestamp,
        expirationTime: timestamp,
        delayedRecipients: [{ emailAddress: 'put-off@people.example', status: '4.7.1' }],
      },
    };
    await sns.send(new PublishCommand({ TopicArn, Message: JSON.stringify(event) }));
  }
  await rex.idle();
}

import { ListTopicsCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { TestRex } from './test-rex.ts';

/** Has SES tell of mails, by the topic of its events, and waits until all of it was heard. */
export async function tellSesEvents(rex: TestRex, events: readonly object[]): Promise<void> {
  const sns = new SNSClient({
    endpoint: rex.awsEndpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { Topics = [] } = await sns.send(new ListTopicsCommand());
  const TopicArn = Topics.find((topic) => /SesEvents/i.test(topic.TopicArn ?? ''))?.TopicArn;
  for (const event of events)
    await sns.send(new PublishCommand({ TopicArn, Message: JSON.stringify(event) }));
  await rex.idle();
}

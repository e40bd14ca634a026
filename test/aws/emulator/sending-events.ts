import { GetConfigurationSetEventDestinationsCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { DEPLOYMENT } from '../../../shared/platform/contract/deployment.ts';

/** A message that SES took. */
export interface TakenMessage {
  /** `mission~cohort~lead~step` */
  readonly id: string;
  readonly providerMessageId: string;
  readonly to: string;
}

/**
 * Publishes what the mailbox simulator of SES would have told by the event destination of the configuration set, to the
 * topic of that destination. From the topic on, all is as deployed.
 * @returns how many events
 */
export async function publishSendingEvents(
  region: string,
  workspace: string,
  messages: readonly TakenMessage[],
): Promise<number> {
  const name = { ConfigurationSetName: DEPLOYMENT.configurationSet };
  const { EventDestinations = [] } = await new SESv2Client({ region }).send(
    new GetConfigurationSetEventDestinationsCommand(name),
  );
  const TopicArn = EventDestinations.find(({ SnsDestination }) => SnsDestination)?.SnsDestination?.TopicArn;
  if (TopicArn === undefined) throw new Error('The configuration set has no topic for its events.');
  const sns = new SNSClient({ region });
  const events = messages.flatMap((message) => eventsOf(workspace, message));
  for (const event of events)
    await sns.send(new PublishCommand({ TopicArn, Message: JSON.stringify(event) }));
  return events.length;
}

/** As in https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html, shortened. */
function eventsOf(
  workspace: string,
  { id, providerMessageId: messageId, to }: TakenMessage,
): readonly Readonly<Record<string, unknown>>[] {
  const [mission = '', cohort = '', lead = '', step = ''] = id.split('~');
  const timestamp = new Date().toISOString();
  const tags = { workspace: [workspace], mission: [mission], cohort: [cohort], lead: [lead], step: [step] };
  const mail = { timestamp, messageId, destination: [to], tags };
  const delivery = { eventType: 'Delivery', mail, delivery: { timestamp, recipients: [to] } };
  const complaint = {
    complainedRecipients: [{ emailAddress: to }],
    timestamp,
    complaintFeedbackType: 'abuse',
  };
  const bouncedRecipients = [{ emailAddress: to, action: 'failed', status: '5.1.1' }];
  const bounce = { bounceType: 'Permanent', bounceSubType: 'Suppressed', bouncedRecipients, timestamp };
  switch (to.replace(/[+@].*/s, '')) {
    case 'suppressionlist':
      return [{ eventType: 'Bounce', mail, bounce }];
    case 'complaint':
      return [delivery, { eventType: 'Complaint', mail, complaint }];
    default:
      return [delivery];
  }
}

import { tellSesEvents } from './ses-events.ts';
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
  const timestamp = (await rex.now()).toISOString();
  const events = messages.map(({ id, providerMessageId }) => {
    const [mission = '', cohort = '', lead = '', step = ''] = id.split('~');
    return {
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
  });
  await tellSesEvents(rex, events);
}

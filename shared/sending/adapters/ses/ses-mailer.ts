import { type SESClient, SESServiceException, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { untracked } from '../../../platform/contract/deployment.ts';
import type { Mailer, OutgoingMail, SendOutcome } from '../../app/ports/sending.ts';
import { outcomeOfRefusal } from './ses-refusals.ts';

/**
 * Amazon SES. The client must not retry by itself beyond a connection that was refused: SES has no idempotency
 * token, so a request without an answer may have been carried out.
 */
export class SesMailer implements Mailer {
  private readonly client: SESClient;
  private readonly configurationSet: string;

  constructor(client: SESClient, configurationSet: string) {
    this.client = client;
    this.configurationSet = configurationSet;
  }

  async send(mail: OutgoingMail): Promise<SendOutcome> {
    try {
      const { MessageId } = await this.client.send(
        new SendRawEmailCommand({
          Source: mail.from,
          Destinations: [mail.to],
          RawMessage: { Data: mail.raw },
          ConfigurationSetName:
            mail.tracked === false ? untracked(this.configurationSet) : this.configurationSet,
          Tags: Object.entries(mail.tags).map(([Name, Value]) => ({ Name, Value })),
        }),
      );
      return MessageId
        ? { outcome: 'accepted', providerMessageId: MessageId }
        : { outcome: 'unknown', reason: 'SES answered without a message id.' };
    } catch (error) {
      return outcomeOf(error, mail.from);
    }
  }
}

/** No answer at all: nobody knows. */
function outcomeOf(error: unknown, from: string): SendOutcome {
  if (error instanceof SESServiceException) {
    const { name, message, $metadata } = error;
    return outcomeOfRefusal({ name, message, status: $metadata.httpStatusCode, from });
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND'
    ? { outcome: 'unavailable', reason: code }
    : { outcome: 'unknown', reason: error instanceof Error ? error.name : 'no answer' };
}

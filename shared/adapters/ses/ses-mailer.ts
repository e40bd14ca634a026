import { type SESClient, SESServiceException, SendRawEmailCommand } from '@aws-sdk/client-ses';
import type { Mailer, OutgoingMail, SendOutcome } from '../../app/ports/sending.ts';

/** What an error of SES means for the message, by name. Anything else is a fault of the moment. */
const REFUSED = new Set(['MessageRejected', 'InvalidParameterValue', 'ValidationError']);

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
          ConfigurationSetName: this.configurationSet,
          Tags: Object.entries(mail.tags).map(([Name, Value]) => ({ Name, Value })),
        }),
      );
      return MessageId
        ? { outcome: 'accepted', providerMessageId: MessageId }
        : { outcome: 'unknown', reason: 'SES answered without a message id.' };
    } catch (error) {
      return outcomeOf(error);
    }
  }
}

/**
 * SES answered that it did not take the message (throttled, paused, out of service): nothing was sent. An
 * internal failure (500) or no answer at all: nobody knows.
 */
function outcomeOf(error: unknown): SendOutcome {
  if (error instanceof SESServiceException) {
    if (REFUSED.has(error.name)) return { outcome: 'refused', reason: error.name };
    return error.$metadata.httpStatusCode === 500
      ? { outcome: 'unknown', reason: error.name }
      : { outcome: 'unavailable', reason: error.name };
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND'
    ? { outcome: 'unavailable', reason: code }
    : { outcome: 'unknown', reason: error instanceof Error ? error.name : 'no answer' };
}

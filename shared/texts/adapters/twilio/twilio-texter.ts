import * as z from 'zod';
import { TWILIO_STATUS_PATH } from '../../../channels/contract/channels.ts';
import type { OutgoingText, SendOutcome, Texter } from '../../../sending/app/ports/sending.ts';
import type { TwilioAccount } from './account.ts';
import { outcomeOfFailure } from './errors.ts';

export interface TwilioOptions {
  readonly account: TwilioAccount;
  /** HTTPS base under which Twilio reaches the webhooks, without a slash at the end. */
  readonly publicBaseUrl: string;
  readonly fetch: typeof fetch;
  readonly timeoutMs?: number;
}

const TWILIO = 'https://api.twilio.com';
const TIMEOUT_MS = 20_000;

const messageSchema = z.object({ sid: z.string().min(1) });
const problemSchema = z.object({ code: z.coerce.string() });

/**
 * Texts by Twilio's REST API. One call and no retry: there is no idempotency key, so a request without an answer may
 * have been carried out. The status callback names the message by our own ids, so it settles a claim whose answer
 * was lost.
 */
export class TwilioTexter implements Texter {
  private readonly options: TwilioOptions;

  constructor(options: TwilioOptions) {
    this.options = options;
  }

  async send(text: OutgoingText): Promise<SendOutcome> {
    const { account, fetch, timeoutMs = TIMEOUT_MS } = this.options;
    const url = `${account.baseUrl || TWILIO}/2010-04-01/Accounts/${account.accountSid}/Messages.json`;
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from(credentialsOf(account)).toString('base64')}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: this.form(text).toString(),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      return await outcomeOf(response);
    } catch (error) {
      return outcomeOfError(error);
    }
  }

  private form({ channel, to, from, text, template, ref }: OutgoingText): URLSearchParams {
    const prefix = channel === 'whatsapp' ? 'whatsapp:' : '';
    return new URLSearchParams({
      To: `${prefix}${to}`,
      From: `${prefix}${from}`,
      ...(ref && { StatusCallback: statusCallbackUrl(this.options.publicBaseUrl, ref) }),
      ...(template
        ? { ContentSid: template.contentSid, ContentVariables: JSON.stringify(template.variables) }
        : { Body: text }),
    });
  }
}

const credentialsOf = ({ accountSid, authToken, apiKeySid, apiKeySecret }: TwilioAccount): string =>
  apiKeySid ? `${apiKeySid}:${apiKeySecret}` : `${accountSid}:${authToken}`;

/** Ids only. It is under Twilio's signature, so what it says can be trusted when it comes back. */
const statusCallbackUrl = (base: string, ref: NonNullable<OutgoingText['ref']>): string =>
  `${base}${TWILIO_STATUS_PATH}?${new URLSearchParams({
    workspace: ref.workspace,
    ...('answerId' in ref
      ? { lead: ref.leadId, answer: ref.answerId }
      : { mission: ref.missionId, cohort: ref.cohort, lead: ref.leadId, step: String(ref.step) }),
  })}`;

async function outcomeOf(response: Response): Promise<SendOutcome> {
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) {
    const message = messageSchema.safeParse(body);
    return message.success
      ? { outcome: 'accepted', providerMessageId: message.data.sid }
      : { outcome: 'unknown', reason: 'Twilio answered without a message id.' };
  }
  const problem = problemSchema.safeParse(body);
  return outcomeOfFailure(response.status, problem.success ? problem.data.code : undefined);
}

/** Nothing listened, or the name is not known: nothing was sent. Any other failure may have come after the message. */
function outcomeOfError(error: unknown): SendOutcome {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND'
    ? { outcome: 'unavailable', reason: code }
    : { outcome: 'unknown', reason: error instanceof Error ? error.name : 'no answer' };
}

import * as z from 'zod';
import { addMs, type Clock, SECOND } from '../../../kernel/clock.ts';
import type { SendOutcome } from '../../../sending/app/ports/sending.ts';
import {
  type Answered,
  type JsonClientOptions,
  jsonClient,
} from '../../../webhooks/adapters/https/json-client.ts';
import type { SlackAccount, SlackMessage, SlackPoster } from '../../app/ports/slack.ts';

export interface SlackOptions extends Pick<JsonClientOptions, 'targets' | 'resolve'> {
  readonly clock: Clock;
}

const TIMEOUT_MS = 10_000;
/** Slack waits for three seconds for the answer to a press of a button, in which this happens. */
const RESPOND_TIMEOUT_MS = 1_500;
const HOOKS = 'https://hooks.slack.com/';
const DEFAULT_PAUSE_MS = 30 * SECOND;
const TYPE = 'application/json; charset=utf-8';

const answerSchema = z.object({ ok: z.boolean(), ts: z.string().optional(), error: z.string().optional() });

/** A person has to renew the connection. */
const TOKEN_REFUSED = ['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'token_expired'];
/** Slack was not able to take it, and says so. */
const LATER = ['ratelimited', 'rate_limited', 'service_unavailable', 'team_added_to_org'];
/** Slack does not say whether it took it. */
const UNKNOWN = ['internal_error', 'fatal_error', 'request_timeout'];

/** Slack answers with status 200 also what it refuses. The package of Slack repeats posts that had no answer; this does not. */
export class SlackClient implements SlackPoster {
  private readonly options: SlackOptions;

  constructor(options: SlackOptions) {
    this.options = options;
  }

  async post(account: SlackAccount, message: SlackMessage): Promise<SendOutcome> {
    const call = jsonClient({ ...this.options, timeoutMs: TIMEOUT_MS });
    const answer = await call({
      method: 'POST',
      url: `${account.api}/api/chat.postMessage`,
      headers: { authorization: `Bearer ${account.botToken}`, 'content-type': TYPE },
      json: { ...message, unfurl_links: false, unfurl_media: false },
    });
    if (answer.kind === 'no-answer')
      return answer.neverSent
        ? later(`Slack could not be reached (${answer.fault}).`)
        : { outcome: 'unknown', reason: `Slack gave no answer (${answer.fault}).` };
    if (answer.status === 429)
      return { ...later('Slack takes no more at the moment.'), until: this.until(answer) };
    const said = answerSchema.safeParse(answer.json);
    if (answer.status >= 300 || !said.success)
      return { outcome: 'unknown', reason: `Slack answered ${answer.status} without a word on the message.` };
    return this.outcomeOf(account, said.data);
  }

  private async outcomeOf(
    account: SlackAccount,
    { ok, ts, error = 'no reason' }: z.infer<typeof answerSchema>,
  ): Promise<SendOutcome> {
    if (ok) return { outcome: 'accepted', providerMessageId: ts ?? '' };
    const reason = `Slack refused the message: ${error.slice(0, 80)}.`;
    if (TOKEN_REFUSED.includes(error)) {
      await account.refused(reason);
      return { outcome: 'refused', reason };
    }
    if (LATER.includes(error)) return later(reason);
    return UNKNOWN.includes(error) ? { outcome: 'unknown', reason } : { outcome: 'refused', reason };
  }

  private until({ retryAfterMs = DEFAULT_PAUSE_MS }: Answered): string {
    return addMs(this.options.clock.now(), retryAfterMs).toISOString();
  }

  async respond(
    { api }: Pick<SlackAccount, 'api'>,
    responseUrl: string,
    { text, instead }: { readonly text: string; readonly instead: boolean },
  ): Promise<boolean> {
    if (!responseUrl.startsWith(HOOKS) && !responseUrl.startsWith(`${api}/`)) return false;
    const answer = await jsonClient({ ...this.options, timeoutMs: RESPOND_TIMEOUT_MS })({
      method: 'POST',
      url: responseUrl,
      headers: { 'content-type': TYPE },
      json: instead
        ? { replace_original: true, text }
        : { response_type: 'ephemeral', replace_original: false, text },
    });
    return answer.kind === 'answer' && answer.status < 300;
  }
}

const later = (reason: string) => ({ outcome: 'unavailable', reason }) as const;

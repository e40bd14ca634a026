import * as z from 'zod';
import { addMs, type Clock, SECOND } from '../../../kernel/clock.ts';
import type { SendOutcome } from '../../../sending/app/ports/sending.ts';
import type { SlackAccount, SlackMessage, SlackPoster } from '../../app/ports/slack.ts';

export interface SlackOptions {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly timeoutMs?: number;
  /** Whose addresses are answered to; only tests name another. */
  readonly hooks?: string;
}

const TIMEOUT_MS = 10_000;
/** Slack waits for three seconds for the answer to a press of a button, in which this happens. */
const RESPOND_TIMEOUT_MS = 1_500;
const HOOKS = 'https://hooks.slack.com/';
const DEFAULT_PAUSE_SECONDS = 30;

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
    const { fetch, timeoutMs = TIMEOUT_MS } = this.options;
    let response: Response;
    try {
      response = await fetch(`${account.api}/api/chat.postMessage`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${account.botToken}`,
          'content-type': 'application/json; charset=utf-8',
        },
        body: JSON.stringify({ ...message, unfurl_links: false, unfurl_media: false }),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (error) {
      return outcomeOfError(error);
    }
    if (response.status === 429)
      return { ...later('Slack takes no more at the moment.'), until: this.until(response) };
    const answer = answerSchema.safeParse(await response.json().catch(() => undefined));
    if (!response.ok || !answer.success)
      return {
        outcome: 'unknown',
        reason: `Slack answered ${response.status} without a word on the message.`,
      };
    return this.outcomeOf(account, answer.data);
  }

  private async outcomeOf(
    account: SlackAccount,
    { ok, ts, error = 'no reason' }: z.infer<typeof answerSchema>,
  ): Promise<SendOutcome> {
    if (ok) return { outcome: 'accepted', providerMessageId: ts ?? '' };
    const reason = `Slack refused the message: ${error}.`;
    if (TOKEN_REFUSED.includes(error)) {
      await account.refused(reason);
      return { outcome: 'refused', reason };
    }
    if (LATER.includes(error)) return later(reason);
    return UNKNOWN.includes(error) ? { outcome: 'unknown', reason } : { outcome: 'refused', reason };
  }

  private until(response: Response): string {
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    const pause = Number.isFinite(seconds) && seconds >= 0 ? seconds : DEFAULT_PAUSE_SECONDS;
    return addMs(this.options.clock.now(), pause * SECOND).toISOString();
  }

  async respond(responseUrl: string, { text, instead }: { text: string; instead: boolean }): Promise<void> {
    const { fetch, hooks = HOOKS } = this.options;
    if (!responseUrl.startsWith(hooks)) return;
    await fetch(responseUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(
        instead
          ? { replace_original: true, text }
          : { response_type: 'ephemeral', replace_original: false, text },
      ),
      redirect: 'error',
      signal: AbortSignal.timeout(RESPOND_TIMEOUT_MS),
    });
  }
}

const later = (reason: string) => ({ outcome: 'unavailable', reason }) as const;

/** Nothing listened, or the name is not known: it was not posted. Any other failure may have come after it. */
function outcomeOfError(error: unknown): SendOutcome {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND'
    ? later(code)
    : { outcome: 'unknown', reason: error instanceof Error ? error.name : 'no answer' };
}

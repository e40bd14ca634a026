import type { Clock } from '../../../kernel/clock.ts';
import { chunksOf, mapConcurrent } from '../../../kernel/concurrency.ts';
import type { Mailer, OutgoingMail, SendOutcome } from '../../app/ports/sending.ts';
import { type SendgridAccount, type SendgridAccounts, sendgridAccountOf } from './account.ts';
import { batchKey, LARGEST_BATCH, mailSendBody } from './mail-send.ts';
import { type Verdict, verdictOf } from './sendgrid-refusals.ts';

export interface SendgridOptions {
  readonly accounts: SendgridAccounts;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly timeoutMs?: number;
}

const SENDGRID = 'https://api.sendgrid.com';
const TIMEOUT_MS = 20_000;
/** Requests in flight at once. */
const WIDTH = 4;

const NO_ACCOUNT: SendOutcome = {
  outcome: 'unavailable',
  reason: 'NO_ACCOUNT',
  mend: { scope: 'account', todo: 'Put the account of the workspace into the secret rex/sendgrid.' },
};

/** A mail, and whoever waits to hear what became of it. */
interface Waiting {
  readonly mail: OutgoingMail;
  readonly sandbox: boolean;
  readonly resolve: (outcome: SendOutcome) => void;
}

/**
 * SendGrid's v3 API. Mails that are handed in in one turn of the event loop go in as few requests as they can. One call
 * and no retry: there is no idempotency key, so a request without an answer may have been carried out. Only what
 * was refused for sure, because another message of the request was faulty, is handed in again.
 */
export class SendgridMailer implements Mailer {
  private readonly options: SendgridOptions;
  private waiting: Waiting[] = [];

  constructor(options: SendgridOptions) {
    this.options = options;
  }

  send(mail: OutgoingMail): Promise<SendOutcome> {
    return this.enqueue(mail, false);
  }

  /** By SendGrid's sandbox, which checks a request as any other, and delivers nothing. */
  rehearse(mail: OutgoingMail): Promise<SendOutcome> {
    return this.enqueue(mail, true);
  }

  private enqueue(mail: OutgoingMail, sandbox: boolean): Promise<SendOutcome> {
    return new Promise((resolve) => {
      if (this.waiting.length === 0) setImmediate(() => void this.flush());
      this.waiting.push({ mail, sandbox, resolve });
    });
  }

  private async flush(): Promise<void> {
    const waiting = this.waiting;
    this.waiting = [];
    await mapConcurrent(requestsOf(waiting), WIDTH, (request) => this.deliver(request));
  }

  private async deliver(request: readonly Waiting[]): Promise<void> {
    const verdict = await this.call(request);
    if ('all' in verdict) {
      for (const { resolve } of request) resolve(verdict.all);
      return;
    }
    if ('apart' in verdict) {
      for (const half of chunksOf(request, Math.ceil(request.length / 2))) await this.deliver(half);
      return;
    }
    for (const [place, reason] of verdict.faulty) request[place]?.resolve({ outcome: 'refused', reason });
    const others = request.filter((_, place) => !verdict.faulty.has(place));
    if (others.length > 0) await this.deliver(others);
  }

  private async call(request: readonly Waiting[]): Promise<Verdict> {
    const { accounts, clock } = this.options;
    const [first] = request;
    const account = sendgridAccountOf(accounts, first?.mail.tags['workspace'] ?? '');
    if (!account?.apiKey) return { all: NO_ACCOUNT };
    try {
      const body = mailSendBody(
        request.map(({ mail }) => mail),
        first?.sandbox ?? false,
      );
      const response = await this.post(account, body);
      const text = await response.text().catch(() => '');
      return verdictOf(
        {
          status: response.status,
          body: jsonOf(text),
          messageId: response.headers.get('x-message-id') ?? undefined,
          reset: response.headers.get('x-ratelimit-reset') ?? undefined,
        },
        request.length,
        clock.now(),
      );
    } catch (error) {
      return { all: outcomeOfError(error) };
    }
  }

  private post({ apiKey, baseUrl }: SendgridAccount, body: object): Promise<Response> {
    const { fetch, timeoutMs = TIMEOUT_MS } = this.options;
    return fetch(`${baseUrl || SENDGRID}/v3/mail/send`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
  }
}

function requestsOf(waiting: readonly Waiting[]): Waiting[][] {
  const groups = Map.groupBy(waiting, ({ mail, sandbox }, n) => `${sandbox} ${batchKey(mail) ?? n}`);
  return [...groups.values()].flatMap((group) => chunksOf(group, LARGEST_BATCH));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Nothing listened, or the name is not known: nothing was sent. Any other failure may have come after the messages. */
function outcomeOfError(error: unknown): SendOutcome {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND'
    ? { outcome: 'unavailable', reason: code }
    : { outcome: 'unknown', reason: error instanceof Error ? error.name : 'no answer' };
}

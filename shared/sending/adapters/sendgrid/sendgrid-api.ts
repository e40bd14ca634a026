import type * as z from 'zod';
import { type Clock, MINUTE } from '../../../kernel/clock.ts';
import { RexError } from '../../../kernel/errors.ts';
import { ProviderBusy } from '../../app/ports/provider-lists.ts';
import { SENDGRID, type SendgridAccount } from './account.ts';

const TIMEOUT_MS = 10_000;

export interface SendgridApiOptions {
  readonly account: SendgridAccount;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

/** Calls of SendGrid's v3 API that may be repeated. */
export class SendgridApi {
  private readonly options: SendgridApiOptions;

  constructor(options: SendgridApiOptions) {
    this.options = options;
  }

  /** @throws ProviderBusy, or RexError PROVIDER_UNAVAILABLE when it gives no usable answer */
  async read<S extends z.ZodType>(path: string, schema: S): Promise<z.infer<S>> {
    const { data, success } = schema.safeParse(await this.call('GET', path));
    if (success) return data;
    throw new RexError('PROVIDER_UNAVAILABLE', `SendGrid's answer to ${path.split('?')[0]} is none.`);
  }

  /** Throws as `read`. */
  async call(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
    const { account, fetch, clock } = this.options;
    const response = await fetch(`${account.baseUrl || SENDGRID}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${account.apiKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch((cause: unknown) => {
      throw new RexError('PROVIDER_UNAVAILABLE', 'SendGrid gave no answer.', { cause });
    });
    if (response.status === 429) {
      await response.body?.cancel();
      throw new ProviderBusy(resetOf(response, clock.now()));
    }
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok) return answer;
    // Its words may name an address.
    throw new RexError(
      'PROVIDER_UNAVAILABLE',
      `SendGrid answered ${response.status} to ${path.split('?')[0]}.`,
    );
  }
}

/** When SendGrid may be called again: as it says, and after a minute where it does not. At most an hour from now. */
function resetOf(response: Response, now: Date): Date {
  const seconds = Number(response.headers.get('x-ratelimit-reset') ?? Number.NaN);
  const said = Number.isFinite(seconds) ? seconds * 1000 : now.getTime() + MINUTE;
  return new Date(Math.min(Math.max(said, now.getTime()), now.getTime() + 60 * MINUTE));
}

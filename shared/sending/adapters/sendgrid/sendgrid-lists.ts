import * as z from 'zod';
import { type Clock, MINUTE } from '../../../kernel/clock.ts';
import { RexError } from '../../../kernel/errors.ts';
import { ProviderBusy, type ProviderLists } from '../../app/ports/provider-lists.ts';
import type { ListedAddress, ProviderList } from '../../domain/provider-lists.ts';
import type { ListWindow } from '../../domain/provider-sync.ts';
import { SENDGRID, type SendgridAccount } from './account.ts';

/** The most that SendGrid gives at once. */
const PAGE = 500;
const TIMEOUT_MS = 10_000;

const listedSchema = z.array(
  z.object({
    email: z.string(),
    created: z.number().int(),
    reason: z.string().nullish(),
    status: z.string().nullish(),
  }),
);
const groupsSchema = z.array(z.object({ email: z.string(), created_at: z.number().int() }));

interface SendgridListsOptions {
  readonly account: SendgridAccount;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

/** The suppressions of one account, by SendGrid's v3 API. Every call may be repeated. */
export class SendgridLists implements ProviderLists {
  private readonly options: SendgridListsOptions;

  constructor(options: SendgridListsOptions) {
    this.options = options;
  }

  async page(
    list: ProviderList,
    { since, until, offset }: Required<ListWindow>,
  ): Promise<{ listed: ListedAddress[]; full: boolean }> {
    if (list === 'groups') return this.groups(since, until, offset);
    const query = new URLSearchParams({
      start_time: String(since),
      end_time: String(until),
      limit: String(PAGE),
      offset: String(offset),
    });
    const listed = await this.read(`/v3/suppression/${list}?${query}`, listedSchema);
    return {
      listed: listed.map(({ email, created, reason, status }) => ({
        email,
        created,
        reason: reason ?? undefined,
        status: status ?? undefined,
      })),
      full: listed.length === PAGE,
    };
  }

  async suppress(addresses: readonly string[]): Promise<void> {
    await this.call('POST', '/v3/asm/suppressions/global', { recipient_emails: addresses });
  }

  /** All groups of the account together, which SendGrid gives at once and in no order that it promises. */
  private async groups(since: number, until: number, offset: number) {
    const all = await this.read('/v3/asm/suppressions', groupsSchema);
    const listed = all
      .map(({ email, created_at: created }) => ({ email, created }))
      .filter(({ created }) => created >= since && created < until)
      .toSorted((a, b) => a.created - b.created || (a.email < b.email ? -1 : 1))
      .slice(offset, offset + PAGE);
    return { listed, full: listed.length === PAGE };
  }

  private async read<S extends z.ZodType>(path: string, schema: S): Promise<z.infer<S>> {
    const { data, success } = schema.safeParse(await this.call('GET', path));
    if (success) return data;
    throw new RexError('PROVIDER_UNAVAILABLE', `SendGrid's answer to ${path.split('?')[0]} is none.`);
  }

  private async call(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
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

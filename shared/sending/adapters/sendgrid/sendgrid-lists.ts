import * as z from 'zod';
import type { ProviderLists } from '../../app/ports/provider-lists.ts';
import type { ListedAddress, ProviderList } from '../../domain/provider-lists.ts';
import type { ListWindow } from '../../domain/provider-sync.ts';
import { SendgridApi, type SendgridApiOptions } from './sendgrid-api.ts';

/** The most that SendGrid gives at once. */
const PAGE = 500;

const listedSchema = z.array(
  z.object({
    email: z.string(),
    created: z.number().int(),
    reason: z.string().nullish(),
    status: z.string().nullish(),
  }),
);
const groupsSchema = z.array(z.object({ email: z.string(), created_at: z.number().int() }));

/** The suppressions of one account, by SendGrid's v3 API. Every call may be repeated. */
export class SendgridLists implements ProviderLists {
  private readonly api: SendgridApi;

  constructor(options: SendgridApiOptions) {
    this.api = new SendgridApi(options);
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
    const listed = await this.api.read(`/v3/suppression/${list}?${query}`, listedSchema);
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
    await this.api.call('POST', '/v3/asm/suppressions/global', { recipient_emails: addresses });
  }

  /** All groups of the account together, which SendGrid gives at once and in no order that it promises. */
  private async groups(since: number, until: number, offset: number) {
    const all = await this.api.read('/v3/asm/suppressions', groupsSchema);
    const listed = all
      .map(({ email, created_at: created }) => ({ email, created }))
      .filter(({ created }) => created >= since && created < until)
      .toSorted((a, b) => a.created - b.created || (a.email < b.email ? -1 : 1))
      .slice(offset, offset + PAGE);
    return { listed, full: listed.length === PAGE };
  }
}

import * as z from 'zod';
import type { OpenConnection } from '../../../connections/app/ports/connections.ts';
import { API_VERSIONS } from '../../../connections/contract/api-versions.ts';
import { apiOf } from '../../../connections/contract/providers.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { FAULT_WORDS } from '../../../webhooks/adapters/https/fault-words.ts';
import type { JsonClient } from '../../../webhooks/adapters/https/json-client.ts';
import { type AdsApi, AdsFault, type Mutated } from '../../app/ports/google-ads.ts';
import type { Operation } from '../../domain/changes.ts';
import { failuresOf, faultOf } from './failures.ts';

const PAGES = 20;

const page = z.object({ results: z.array(z.unknown()).default([]), nextPageToken: z.string().optional() });
const mutated = z.object({
  mutateOperationResponses: z
    .array(z.record(z.string(), z.object({ resourceName: z.string().optional() })))
    .default([]),
  partialFailureError: z.unknown().optional(),
});

export interface GoogleAdsOptions {
  readonly call: JsonClient;
  readonly clock: Clock;
}

/** Google Ads, REST. Whole numbers are texts in it. */
export class GoogleAds implements AdsApi {
  private readonly options: GoogleAdsOptions;

  constructor(options: GoogleAdsOptions) {
    this.options = options;
  }

  async search(opened: OpenConnection, query: string, most = Number.POSITIVE_INFINITY): Promise<unknown[]> {
    const rows: unknown[] = [];
    let pageToken: string | undefined;
    for (let n = 0; n < PAGES; n++) {
      const answer = await this.ask(opened, 'googleAds:search', { query, pageToken }, page, false);
      rows.push(...answer.results);
      pageToken = answer.nextPageToken;
      if (pageToken === undefined || pageToken === '' || rows.length >= most) break;
    }
    return rows.slice(0, most);
  }

  async mutate(
    opened: OpenConnection,
    operations: readonly Operation[],
    { validateOnly }: { readonly validateOnly: boolean },
  ): Promise<Mutated> {
    const body = { mutateOperations: operations, partialFailure: true, validateOnly };
    const answer = await this.ask(opened, 'googleAds:mutate', body, mutated, !validateOnly);
    const failures = new Map(
      failuresOf(answer.partialFailureError).map(({ operation, said }) => [operation ?? 0, said]),
    );
    const resources = operations.map((_, n) =>
      failures.has(n) ? undefined : Object.values(answer.mutateOperationResponses[n] ?? {})[0]?.resourceName,
    );
    // Neither done nor refused: half an answer.
    if (!validateOnly && resources.some((name, n) => name === undefined && !failures.has(n)))
      throw new AdsFault('uncertain', 'Google Ads did not say what became of every change.');
    return { resources, failures };
  }

  private async ask<T>(
    opened: OpenConnection,
    method: string,
    json: object,
    schema: z.ZodType<T>,
    takesEffect: boolean,
  ): Promise<T> {
    const { account, secret } = opened;
    const manager = account['loginCustomerId'];
    const answer = await this.options.call({
      method: 'POST',
      url: `${apiOf(opened)}/${API_VERSIONS.googleAds}/customers/${account['customerId']}/${method}`,
      headers: {
        authorization: `Bearer ${secret['accessToken'] ?? ''}`,
        'developer-token': secret['developerToken'] ?? '',
        ...(manager !== undefined && { 'login-customer-id': manager }),
      },
      json,
    });
    const unclear = takesEffect ? 'uncertain' : 'unavailable';
    if (answer.kind === 'no-answer')
      throw new AdsFault(
        answer.neverSent ? 'unavailable' : unclear,
        `Google Ads ${FAULT_WORDS[answer.fault]}.`,
      );
    if (answer.status >= 300) throw faultOf(answer, unclear, this.options.clock.now());
    const parsed = schema.safeParse(answer.json);
    if (parsed.success) return parsed.data;
    throw new AdsFault(unclear, `Google Ads answered ${answer.status} with what cannot be read.`);
  }
}

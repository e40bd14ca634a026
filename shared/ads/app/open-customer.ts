import type { Connections, OpenConnection } from '../../connections/app/ports/connections.ts';
import { providerRow } from '../../connections/contract/providers.ts';
import type { NotDone } from '../../tasks/app/ports/handler.ts';
import { type AdsApi, AdsFault } from './ports/google-ads.ts';

export interface CustomerDeps {
  readonly connections: Connections;
  readonly googleAds: AdsApi;
}

export interface Customer {
  readonly opened: OpenConnection;
  readonly id: string;
}

export async function openCustomer(
  { connections }: CustomerDeps,
  workspace: string,
  connection: string,
): Promise<Customer | NotDone> {
  const opened = await connections.open(workspace, connection);
  if ('outcome' in opened) return opened;
  if (opened.provider === 'google_ads') return { opened, id: opened.account['customerId'] ?? '' };
  const { title } = providerRow(opened.provider);
  return {
    outcome: 'refused',
    reason: `payload.connection: ${connection} is one of ${title}, not of Google Ads.`,
  };
}

/** Between the look at its values and their change, nobody else of Rex changes any: the raise and its rule would be of an old value. */
export const holdOf = ({ id }: Customer): string => `google_ads ${id}`;

/** What a fault means for a task of which nothing was done. */
export async function notDone(
  { connections }: Pick<CustomerDeps, 'connections'>,
  workspace: string,
  { opened }: Customer,
  error: unknown,
): Promise<NotDone> {
  if (!(error instanceof AdsFault)) throw error;
  const { kind, message: reason, retryAt } = error;
  if (kind === 'token') await connections.refused(workspace, opened, reason);
  return kind === 'unavailable' || kind === 'uncertain'
    ? { outcome: 'unavailable', reason, retryAt }
    : { outcome: 'refused', reason };
}

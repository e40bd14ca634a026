import type { Connections, OpenConnection } from '../../connections/app/ports/connections.ts';
import { providerRow } from '../../connections/contract/providers.ts';
import type { NotDone } from '../../tasks/app/ports/handler.ts';
import { isNetwork, type NetworkName } from '../domain/networks.ts';
import { type Network, NetworkFault, type Networks } from './ports/network.ts';

export interface AccountDeps {
  readonly connections: Connections;
  readonly networks: Networks;
}

export interface Account {
  readonly opened: OpenConnection;
  readonly network: Network;
  readonly name: NetworkName;
  /** As people read it: the network and who posts. */
  readonly title: string;
}

export async function openAccount(
  { connections, networks }: AccountDeps,
  workspace: string,
  connection: string,
): Promise<Account | NotDone> {
  const opened = await connections.open(workspace, connection);
  if ('outcome' in opened) return opened;
  const { provider, account } = opened;
  const { title } = providerRow(provider);
  if (!isNetwork(provider))
    return {
      outcome: 'refused',
      reason: `payload.connection: ${connection} is one of ${title}, which publishes no posts.`,
    };
  const who = account['userId'] ?? account['author'] ?? account['pageId'] ?? '';
  return { opened, network: networks[provider], name: provider, title: `${title} ${who}` };
}

/** What a fault means for a task of which nothing was done. */
export async function notDone(
  { connections }: Pick<AccountDeps, 'connections'>,
  workspace: string,
  { opened }: Pick<Account, 'opened'>,
  error: unknown,
): Promise<NotDone> {
  if (!(error instanceof NetworkFault)) throw error;
  const { kind, message: reason, retryAt } = error;
  if (kind === 'token') await connections.refused(workspace, opened, reason);
  return kind === 'unavailable' || kind === 'uncertain'
    ? { outcome: 'unavailable', reason, retryAt }
    : { outcome: 'refused', reason };
}

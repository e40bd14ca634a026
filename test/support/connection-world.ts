import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SecretsManagerConnectionSecrets } from '../../shared/connections/adapters/secrets/connection-secrets.ts';
import { openVendors } from '../../shared/connections/adapters/vendors/open-vendors.ts';
import type { CheckDeps } from '../../shared/connections/app/check-connection.ts';
import type { ManageDeps } from '../../shared/connections/app/manage-connections.ts';
import type { Tables } from '../../shared/platform/adapters/dynamodb/table.ts';
import { stores } from './stores.ts';

interface World {
  readonly tables: Tables;
  readonly secretsEndpoint: string;
  readonly clock: CheckDeps['clock'];
  wait(ms: number): Promise<void>;
}

/** What opens connections, over real servers on this machine. */
export function connectionDeps({ tables, secretsEndpoint, clock, wait }: World): CheckDeps & ManageDeps {
  const { connectionRecords, alerts } = stores(tables, clock);
  const client = new SecretsManagerClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    endpoint: secretsEndpoint,
  });
  return {
    connectionRecords,
    alerts,
    connectionSecrets: new SecretsManagerConnectionSecrets(client, 'rex/connections'),
    vendors: openVendors({ targets: 'loopback', timeoutMs: 2_000 }),
    targets: 'loopback',
    clock,
    wait,
  };
}

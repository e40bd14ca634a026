import type { Connections } from '../../../../shared/connections/app/ports/connections.ts';
import type { Tables } from '../../../../shared/platform/adapters/dynamodb/table.ts';
import type { WebhookTargets } from '../../../../shared/webhooks/contract/webhooks.ts';

/** What handlers are made of. */
export interface Opening {
  readonly tables: Tables;
  readonly connections: Connections;
  readonly targets: WebhookTargets;
  wait(ms: number): Promise<void>;
}

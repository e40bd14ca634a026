import { addMs, type Clock, HOUR } from '../../kernel/clock.ts';
import type { ConnectionStore } from './ports/realtime.ts';

/** API Gateway closes a WebSocket after two hours; a record that outlives its connection goes then. */
const LIFETIME_MS = 2 * HOUR;

export interface OpenConnection {
  readonly workspace: string;
  readonly subject: string;
  readonly connectionId: string;
}

/** Remembers who connected. A new connection listens to nothing until it subscribes. */
export function openConnection(
  { connections, clock }: { readonly connections: ConnectionStore; readonly clock: Clock },
  { workspace, subject, connectionId }: OpenConnection,
): Promise<void> {
  return connections.add({
    workspace,
    subject,
    id: connectionId,
    version: 1,
    channels: [],
    expiresAt: Math.floor(addMs(clock.now(), LIFETIME_MS).getTime() / 1000),
  });
}

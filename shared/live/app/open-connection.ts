import { addMs, type Clock, HOUR } from '../../kernel/clock.ts';
import type { ConnectionStore } from './ports/realtime.ts';

/** API Gateway closes a WebSocket after two hours; the record of a lost connection is deleted then. */
const LIFETIME_MS = 2 * HOUR;

export interface OpenConnection {
  readonly workspace: string;
  readonly subject: string;
  readonly connectionId: string;
}

/** Stores a new connection. It receives no events until it subscribes. */
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

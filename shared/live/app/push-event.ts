import type { Clock } from '../../kernel/clock.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import type { PlacedEvent } from './ports/feed.ts';
import type { Connection, ConnectionGateway, ConnectionStore } from './ports/realtime.ts';

const WIDTH = 50;

export interface PushEventDeps {
  readonly connections: ConnectionStore;
  readonly gateway: ConnectionGateway;
  readonly clock: Clock;
}

/**
 * Sends an event to the connections of its workspace that subscribe to its channel. Connections that are gone are deleted;
 * clients that do not read fast enough are disconnected, then connect again and catch up. Every connection is tried before a
 * failure is thrown; after a failure, all of them may get the event again.
 */
export async function pushEvent(
  { connections, gateway, clock }: PushEventDeps,
  placed: PlacedEvent,
): Promise<void> {
  const { event } = placed;
  const now = clock.now().getTime() / 1000;
  const listening = (await connections.ofWorkspace(event.workspace)).filter(
    ({ channels, expiresAt }) => expiresAt > now && channels.includes(event.channel),
  );
  const failures = await mapConcurrent(listening, WIDTH, async (connection) => {
    try {
      const taken = await gateway.post(connection.id, { type: 'event', ...placed });
      if (taken === 'slow') await cutOff({ connections, gateway }, connection);
      if (taken === 'gone') await connections.remove(connection.workspace, connection.id);
      return [];
    } catch (failure) {
      return [failure];
    }
  });
  const [failure] = failures.flat();
  if (failure !== undefined) throw failure;
}

async function cutOff(
  { connections, gateway }: Pick<PushEventDeps, 'connections' | 'gateway'>,
  { workspace, id }: Connection,
): Promise<void> {
  // Its record is deleted first, so that nothing more is sent to it even if it cannot be closed.
  await connections.remove(workspace, id);
  await gateway.close(id).catch(() => undefined);
}

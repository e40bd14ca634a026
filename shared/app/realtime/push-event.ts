import type { RexEvent } from '../../domain/events.ts';
import type { Clock } from '../../kernel/clock.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import type { ConnectionGateway, ConnectionStore } from '../ports/realtime.ts';

const WIDTH = 20;

export interface PushEventDeps {
  readonly connections: ConnectionStore;
  readonly gateway: ConnectionGateway;
  readonly clock: Clock;
}

/**
 * Sends an event to the connections of its own workspace that listen to its channel, and forgets those that are
 * gone. Every connection is tried before a failure is thrown; after it everybody may get the event again.
 */
export async function pushEvent(
  { connections, gateway, clock }: PushEventDeps,
  event: RexEvent,
): Promise<void> {
  const now = clock.now().getTime() / 1000;
  const listening = (await connections.ofWorkspace(event.workspace)).filter(
    ({ channels, expiresAt }) => expiresAt > now && channels.includes(event.channel),
  );
  const failures = await mapConcurrent(listening, WIDTH, async ({ workspace, id }) => {
    try {
      if (!(await gateway.post(id, { type: 'event', event }))) await connections.remove(workspace, id);
      return [];
    } catch (failure) {
      return [failure];
    }
  });
  const [failure] = failures.flat();
  if (failure !== undefined) throw failure;
}

import type { EventChannel } from '../../shared/kernel/contract/event-channels.ts';
import type { ClientMessage } from '../../shared/live/contract/messages.ts';
import { type HeardEvent, heardOf } from './heard.ts';

interface PastOptions {
  /** A ticket for one connection, and where to open it. */
  ticket(): Promise<{ readonly ticket: string; readonly url: string }>;
  readonly channels: readonly EventChannel[];
  /** How far to go back, in events of the workspace. */
  readonly most: number;
  readonly signal: AbortSignal;
}

/**
 * The events that are still kept (those of a day), newest first, by asking to catch up from an earlier position. Where
 * older events are gone, it asks from a later one.
 * @throws what `ticket` throws; Error when the connection is lost before any event came
 */
export async function readPastEvents({
  ticket: ask,
  channels,
  most,
  signal,
}: PastOptions): Promise<HeardEvent[]> {
  const { ticket, url } = await ask();
  const events = new Map<number, HeardEvent>();
  const socket = new WebSocket(`${url}?token=${ticket}`);
  const say = (message: ClientMessage) => socket.send(JSON.stringify(message));
  try {
    await new Promise<void>((resolve, reject) => {
      let latest = 0;
      let span = 0;
      const catchUp = (after: number) => (after < latest ? say({ type: 'catch-up', after }) : resolve());
      const lost = () => (events.size > 0 ? resolve() : reject(new Error('The connection was lost.')));
      signal.addEventListener('abort', lost, { once: true });
      socket.addEventListener('close', lost);
      socket.addEventListener('error', lost);
      socket.addEventListener('open', () => say({ type: 'subscribe', channels: [...channels] }));
      socket.addEventListener('message', ({ data }) => {
        const heard = heardOf(String(data));
        if (heard?.type === 'event') events.set(heard.position, heard.event);
        else if (heard?.type === 'subscribed') {
          latest = heard.position;
          span = Math.min(most, latest);
          catchUp(latest - span);
        } else if (heard?.type === 'caught-up') catchUp(heard.position);
        else if (heard?.type === 'gone') {
          span = Math.floor(span * 0.75);
          catchUp(latest - span);
        }
      });
    });
  } finally {
    socket.close();
  }
  return [...events].toSorted(([a], [b]) => b - a).map(([, event]) => event);
}

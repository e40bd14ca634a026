import * as z from 'zod';
import { EVENT_CHANNELS } from '../../kernel/contract/event-channels.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { type ClientMessage, clientMessageSchema, type ServerMessage } from '../contract/messages.ts';
import type { Feed } from './ports/feed.ts';
import type { ConnectionStore } from './ports/realtime.ts';

export interface ClientSaid {
  readonly workspace: string;
  readonly connectionId: string;
  readonly text: string;
}

export interface AnswerClientDeps {
  readonly connections: ConnectionStore;
  readonly feed: Feed;
}

/** Sent for one catch-up; who has missed more asks again from where it is then. */
const CAUGHT_UP_AT_ONCE = 500;
const PAGE = 100;

/** What to answer to a message of a client, message by message. Nonsense is answered, not punished. */
export async function* answerClient(
  deps: AnswerClientDeps,
  { workspace, connectionId, text }: ClientSaid,
): AsyncGenerator<ServerMessage> {
  const json = parseJson(text);
  if (json === undefined) return yield error('MALFORMED_JSON', 'The message is not valid JSON.');
  const message = clientMessageSchema.safeParse(json);
  if (!message.success) return yield error('VALIDATION_FAILED', z.prettifyError(message.error));
  const said = message.data;
  if (said.type === 'ping') yield { type: 'pong' };
  else if (said.type === 'catch-up') yield* catchUp(deps, { workspace, connectionId, after: said.after });
  else yield await changeSubscriptions(deps, { workspace, connectionId, ...said });
}

/** What came after a place and is on the connection's channels, then how far it is complete. */
async function* catchUp(
  { connections, feed }: AnswerClientDeps,
  { workspace, connectionId, after }: { workspace: string; connectionId: string; after: number },
): AsyncGenerator<ServerMessage> {
  const connection = await connections.get(workspace, connectionId);
  if (!connection) return yield UNKNOWN;
  let position = after;
  for (let sent = 0; sent < CAUGHT_UP_AT_ONCE; ) {
    const { events, complete } = await feed.after(workspace, position, PAGE);
    // A place that was never given, or what followed it is not kept any more.
    if (!complete || (events.length === 0 && position > (await feed.latest(workspace)))) {
      return yield { type: 'gone', position: await feed.latest(workspace) };
    }
    for (const placed of events) {
      if (!connection.channels.includes(placed.event.channel)) continue;
      yield { type: 'event', ...placed };
      sent += 1;
    }
    position = events.at(-1)?.position ?? position;
    if (events.length < PAGE) break;
  }
  yield { type: 'caught-up', position };
}

function changeSubscriptions(
  { connections, feed }: AnswerClientDeps,
  change: { workspace: string; connectionId: string } & Extract<ClientMessage, { channels: unknown }>,
): Promise<ServerMessage> {
  return retryOnConflict(async () => {
    const connection = await connections.get(change.workspace, change.connectionId);
    if (!connection) return UNKNOWN;
    const named = new Set(change.channels);
    const had = new Set(connection.channels);
    const channels = EVENT_CHANNELS.filter((channel) =>
      named.has(channel) ? change.type === 'subscribe' : had.has(channel),
    );
    await connections.save({ ...connection, channels });
    // Read after the subscription is written: whatever comes later is pushed.
    return { type: 'subscribed', channels, position: await feed.latest(change.workspace) };
  });
}

/** `undefined` for what is not JSON, which JSON itself cannot say. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const error = (code: string, detail: string): ServerMessage => ({ type: 'error', code, detail });
const UNKNOWN = error('NOT_FOUND', 'This connection is not known any more: connect again.');

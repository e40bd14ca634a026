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

/** Most events that are sent for one catch-up. A client that missed more asks again from its new position. */
const CAUGHT_UP_AT_ONCE = 500;
const PAGE = 100;

/** The answers to a message of a client. An invalid message gets an error answer, and the connection stays open. */
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

/** The events after a position on the channels of the connection, then the position up to which they are complete. */
async function* catchUp(
  { connections, feed }: AnswerClientDeps,
  { workspace, connectionId, after }: { workspace: string; connectionId: string; after: number },
): AsyncGenerator<ServerMessage> {
  const connection = await connections.get(workspace, connectionId);
  if (!connection) return yield UNKNOWN;
  let position = after;
  for (let sent = 0; sent < CAUGHT_UP_AT_ONCE; ) {
    const { events, complete } = await feed.after(workspace, position, PAGE);
    // A position that was never given, or whose next events are no longer stored.
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
    // Read after the subscription is written, so that every later event is pushed.
    return { type: 'subscribed', channels, position: await feed.latest(change.workspace) };
  });
}

/** `undefined`, which is no JSON value, for a text that is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const error = (code: string, detail: string): ServerMessage => ({ type: 'error', code, detail });
const UNKNOWN = error('NOT_FOUND', 'This connection is not known any more: connect again.');

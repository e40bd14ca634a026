import * as z from 'zod';
import {
  CHANNELS,
  type ClientMessage,
  clientMessageSchema,
  type ServerMessage,
} from '../../contracts/messages/realtime.ts';
import type { ConnectionStore } from '../ports/realtime.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';

export interface ClientSaid {
  readonly workspace: string;
  readonly connectionId: string;
  readonly text: string;
}

/** What to answer to a message of a client, once its subscriptions are as it says. Nonsense is answered, not punished. */
export async function answerClient(
  deps: { readonly connections: ConnectionStore },
  { workspace, connectionId, text }: ClientSaid,
): Promise<ServerMessage> {
  const json = parseJson(text);
  if (json === undefined) return error('MALFORMED_JSON', 'The message is not valid JSON.');
  const message = clientMessageSchema.safeParse(json);
  if (!message.success) return error('VALIDATION_FAILED', z.prettifyError(message.error));
  if (message.data.type === 'ping') return { type: 'pong' };
  return changeSubscriptions(deps.connections, { workspace, connectionId, ...message.data });
}

function changeSubscriptions(
  connections: ConnectionStore,
  change: { workspace: string; connectionId: string } & Exclude<ClientMessage, { type: 'ping' }>,
): Promise<ServerMessage> {
  return retryOnConflict(async () => {
    const connection = await connections.get(change.workspace, change.connectionId);
    if (!connection) return error('NOT_FOUND', 'This connection is not known any more: connect again.');
    const named = new Set(change.channels);
    const had = new Set(connection.channels);
    const channels = CHANNELS.filter((channel) =>
      named.has(channel) ? change.type === 'subscribe' : had.has(channel),
    );
    await connections.save({ ...connection, channels });
    return { type: 'subscribed', channels };
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

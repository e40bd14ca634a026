import type { WebSocket } from 'ws';
import { AwsError } from './aws-error.ts';

interface Connection {
  readonly id: string;
  readonly socket: WebSocket;
  readonly connectedAt: number;
  readonly sourceIp: string;
}

/** The open connections of the WebSocket API, and the API that posts to them. */
export interface Connections {
  add(connection: Connection): void;
  remove(id: string): void;
  /** Ends those that were made before, as API Gateway does after two hours. */
  closeBefore(time: number): void;
  closeAll(): void;
  /** Answers POST, GET and DELETE of `/@connections/{id}`. @throws AwsError */
  handle(method: string, path: string, body: Buffer): unknown;
}

const PATH = /\/@connections\/([^/]+)$/;
const LARGEST_MESSAGE = 128 * 1024;
const LARGEST_BUFFER = 256 * 1024;
const GONE = 410;
const GOING_AWAY = 1001;

export const isConnectionPath = (path: string): boolean => PATH.test(path);

export function createConnections(onMessage: () => void): Connections {
  const open = new Map<string, Connection>();
  return {
    add: (connection) => void open.set(connection.id, connection),
    remove: (id) => void open.delete(id),
    closeBefore(time) {
      for (const { socket, connectedAt } of open.values()) if (connectedAt < time) socket.close(GOING_AWAY);
    },
    closeAll() {
      for (const { socket } of open.values()) socket.terminate();
      open.clear();
    },
    handle(method, path, body) {
      const id = decodeURIComponent(PATH.exec(path)?.[1] ?? '');
      const connection = open.get(id);
      if (connection === undefined) throw new AwsError('GoneException', 'The connection is gone.', GONE);
      if (method === 'DELETE') connection.socket.terminate();
      if (method === 'POST') {
        if (body.length > LARGEST_MESSAGE)
          throw new AwsError('PayloadTooLargeException', 'The message is too large.', 413);
        // API Gateway buffers little for a client that does not read: then it takes no more for it.
        if (connection.socket.bufferedAmount > LARGEST_BUFFER) {
          throw new AwsError('LimitExceededException', 'The client does not read what it is sent.', 429);
        }
        onMessage();
        connection.socket.send(body.toString('utf8'));
      }
      if (method !== 'GET') return {};
      return {
        connectedAt: new Date(connection.connectedAt).toISOString(),
        identity: { sourceIp: connection.sourceIp },
      };
    },
  };
}

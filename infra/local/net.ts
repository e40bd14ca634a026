import { randomInt } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { refusalOf } from './same-machine.ts';

/** Everything of the local runtime listens here and nowhere else. */
export const LOOPBACK = '127.0.0.1';
/** The names by which a browser may call it. */
export const LOOPBACK_NAMES = [LOOPBACK, 'localhost'] as const;

interface ListenOptions {
  readonly origins?: readonly string[];
  /** Bytes of a request line and its headers together; 431 for more. Node's own limit when left out. */
  readonly maxHeaderSize?: number;
}

/**
 * A loopback address that no page can guess, for a server of others that answers whoever asks, from any page. On Linux
 * all of 127.0.0.0/8 is this machine; elsewhere only 127.0.0.1 is.
 */
export const unguessableLoopback = (): string =>
  process.platform === 'linux'
    ? `127.${randomInt(1, 255)}.${randomInt(0, 256)}.${randomInt(1, 255)}`
    : LOOPBACK;

/** A port that is ours from now on, until a server that listens on it ends, or it is released. */
export interface HeldPort {
  readonly port: number;
  readonly socket: TcpServer;
  release(): void;
}

/** Below what systems give to outgoing connections: while a home rests, its ports are taken by none. */
const STEADY_PORTS = [20_000, 32_000] as const;
const STEADY_TRIES = 5;

/**
 * Holds the wished port when it is free, else one that is. Until a server listens on it, whoever calls is cut off.
 * A port that is only looked at, and let go, another process may take before it is listened on.
 */
export async function holdPort(wished: number, host = LOOPBACK): Promise<HeldPort> {
  const hold = (port: number): Promise<HeldPort | undefined> =>
    new Promise((resolve) => {
      const socket = createTcpServer((caller) => caller.destroy());
      socket.once('error', () => resolve(undefined));
      socket.listen(port, host, () => {
        const address = socket.address();
        const got = typeof address === 'object' && address !== null ? address.port : port;
        resolve({ port: got, socket, release: () => socket.close() });
      });
    });
  const steady = Array.from({ length: STEADY_TRIES }, () => randomInt(...STEADY_PORTS));
  for (const port of [...(wished > 0 ? [wished] : []), ...steady, 0]) {
    const held = await hold(port);
    if (held !== undefined) return held;
  }
  throw new Error(`No free port on ${host}.`);
}

/**
 * Starts a server on a port of the loopback address, 0 for any, or on one that is held; resolves when it accepts
 * connections. It answers programs, its own pages and those of `origins`; for upgrades the listener has to ask
 * `refusalOf` itself.
 */
export async function listen(
  at: number | HeldPort,
  listener: RequestListener,
  { origins = [], ...limits }: ListenOptions = {},
): Promise<Server> {
  const options = { keepAliveTimeout: 60_000, requestTimeout: 0, ...limits };
  const server = createServer(options, (request, response) => {
    const refusal = refusalOf(request, origins);
    if (refusal === undefined) listener(request, response);
    else sendJson(response, 403, { message: refusal });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    if (typeof at === 'number') server.listen(at, LOOPBACK, resolve);
    else server.listen(at.socket, resolve);
  });
  return server;
}

export async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** A port that was free a moment ago, for a program of others that has to be told one. */
export async function freePort(host: string): Promise<number> {
  const { port, socket } = await holdPort(0, host);
  await new Promise((resolve) => socket.close(resolve));
  return port;
}

/** Reads a whole request body. Returns undefined when it is longer than `limit` bytes. */
export function readBody(request: IncomingMessage, limit = 64 * 1024 * 1024): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const closed = (): void => {
      if (!request.readableEnded) reject(new Error('The request broke off.'));
    };
    if (request.destroyed) closed();
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
    });
    request.once('end', () => {
      const [only] = chunks;
      if (size > limit) resolve(undefined);
      else resolve(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks));
    });
    request.once('error', reject);
    request.once('close', closed);
  });
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

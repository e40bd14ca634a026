import { randomInt } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createProbe } from 'node:net';
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

/**
 * Starts a server on the loopback address; resolves when it accepts connections. It answers programs, its own pages and
 * those of `origins`; for upgrades the listener has to ask `refusalOf` itself.
 */
export async function listen(
  port: number,
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
    server.listen(port, LOOPBACK, resolve);
  });
  return server;
}

export async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** The wished port when it is free, else one that is. */
export async function freePort(wished: number, host = LOOPBACK): Promise<number> {
  const tryPort = (port: number): Promise<number | undefined> =>
    new Promise((resolve) => {
      const probe = createProbe();
      probe.once('error', () => resolve(undefined));
      probe.listen(port, host, () => {
        const address = probe.address();
        const got = typeof address === 'object' && address !== null ? address.port : undefined;
        probe.close(() => resolve(got));
      });
    });
  const port = (wished > 0 ? await tryPort(wished) : undefined) ?? (await tryPort(0));
  if (port === undefined) throw new Error(`No free port on ${host}.`);
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

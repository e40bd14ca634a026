import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { metadataOf } from './metadata.ts';
import type { Timeouts } from './settings.ts';

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** The SDK's own number. */
const MOST_SOCKETS = 50;
const AGENT = { keepAlive: true, maxSockets: MOST_SOCKETS };
const plain = { agent: new HttpAgent(AGENT), send: httpRequest };
const encrypted = { agent: new HttpsAgent(AGENT), send: httpsRequest };

/** What says that there was no answer in time, or that the connection broke. */
const AS_TIMEOUT = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT'];

/**
 * One request over a connection that is kept open.
 * @throws an error with the `code` of Node; named TimeoutError when the other side was too slow, or gone; AbortError
 */
export function exchange(
  endpoint: URL,
  { method, path, headers, body }: HttpRequest,
  { connectionTimeout, requestTimeout }: Timeouts,
  signal: AbortSignal | undefined,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(aborted(signal));
    const { agent, send } = endpoint.protocol === 'https:' ? encrypted : plain;
    const timers: NodeJS.Timeout[] = [];
    const request = send({
      hostname: endpoint.hostname.replace(/^\[|\]$/g, ''),
      port: endpoint.port,
      method,
      path,
      headers,
      agent,
    });
    const settle = (): void => {
      for (const timer of timers) clearTimeout(timer);
    };
    const fail = (error: Error): void => {
      settle();
      reject(error);
    };
    const giveUp = (error: Error): void => {
      request.destroy();
      fail(error);
    };
    // What came while this thread was busy is read before it counts as late.
    const limit = (ms: number | undefined, isOver: () => boolean, error: () => Error): void => {
      if (!ms) return;
      timers.push(setTimeout(() => setImmediate(() => isOver() || giveUp(error())), ms));
    };
    let answered = false;
    limit(
      requestTimeout,
      () => answered,
      () => timedOut(`No answer came in ${requestTimeout} ms.`, 'ETIMEDOUT'),
    );
    request.once('socket', (socket) => {
      if (!socket.connecting) return;
      limit(
        connectionTimeout,
        () => !socket.connecting,
        () => timedOut(`No connection stood in ${connectionTimeout} ms.`),
      );
    });
    request.once('error', (error: NodeJS.ErrnoException) => {
      if (AS_TIMEOUT.includes(error.code ?? '')) error.name = 'TimeoutError';
      fail(error);
    });
    if (signal) {
      const onAbort = () => giveUp(aborted(signal));
      signal.addEventListener('abort', onAbort, { once: true });
      request.once('close', () => signal.removeEventListener('abort', onAbort));
    }
    request.once('response', (response) => {
      answered = true;
      settle();
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.once('error', (error) => {
        fail(Object.assign(error, { $metadata: metadataOf(response.statusCode, response.headers) }));
      });
      response.once('end', () => {
        const only = parts.length === 1 ? parts[0] : undefined;
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: only ?? Buffer.concat(parts),
        });
      });
    });
    request.end(body);
  });
}

const timedOut = (message: string, code?: string): Error =>
  Object.assign(new Error(message), { name: 'TimeoutError' }, code === undefined ? {} : { code });

const aborted = ({ reason }: AbortSignal): Error =>
  Object.assign(new Error('Request aborted', { cause: reason }), { name: 'AbortError' });

import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does with one request. */
export type Act =
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: string | object }
  /** Ends the connection without an answer, or in the middle of one. */
  | 'reset'
  | 'cut'
  /** Never answers. */
  | 'hang';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server that does what a test tells it, request by request; the last act is repeated. */
export async function startScriptedServer() {
  let acts: readonly Act[] = [];
  let received: Received[] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const { method = '', url = '', headers } = request;
    received.push({ method, url, headers, body });
    const act = acts[Math.min(received.length, acts.length) - 1] ?? {};
    if (act === 'hang') return;
    if (act === 'reset') return void request.socket.destroy();
    if (act === 'cut') {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"half":');
      setTimeout(() => request.socket.destroy(), 20);
      return;
    }
    const text = typeof act.body === 'object' ? JSON.stringify(act.body) : (act.body ?? '{}');
    response.writeHead(act.status ?? 200, act.headers ?? {});
    response.end(text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    script(next: readonly Act[]): void {
      acts = next;
      received = [];
    },
    received: (): readonly Received[] => received,
    stop(): void {
      server.closeAllConnections();
      server.close();
    },
  };
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { CALLBACK_PATH, callbackUrl, SIGN_IN_PORTS } from '../../../shared/platform/contract/sign-in.ts';
import { CliError } from '../cli-error.ts';

export interface Callback {
  /** Where the browser is to be sent back to. */
  readonly redirectUri: string;
  /**
   * Resolves with the address at which the browser came back with this `state`. Whoever comes with another one is
   * refused, and the wait goes on: any page that is open can send a browser here.
   */
  arrival(state: string, signal: AbortSignal): Promise<URL>;
  close(): Promise<void>;
}

const PAGE = (text: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Rex</title><p style="font:16px system-ui">${text}</p></html>`;
const DONE = PAGE('Done. You can close this page and go back to the terminal.');
const STRANGER = PAGE('This page does not belong to the sign-in that is under way. Nothing was done.');

/**
 * Listens where the issuer sends browsers back to (RFC 8252): on this machine only, on the first port that is free.
 * @throws CliError PORTS_TAKEN
 */
export async function awaitCallback(ports: readonly number[] = SIGN_IN_PORTS): Promise<Callback> {
  for (const port of ports) {
    // A browser may take `localhost` for either address.
    const first = await tryListen(port, '127.0.0.1');
    if (first === undefined) continue;
    const second = await tryListen(port, '::1');
    const servers = [first, ...(second ? [second] : [])];
    return {
      redirectUri: callbackUrl(port),
      arrival: (state, signal) => arrivalAt(servers, { port, state, signal }),
      async close() {
        await Promise.all(servers.map(closed));
      },
    };
  }
  throw new CliError(
    'PORTS_TAKEN',
    `The ports ${ports.join(', ')} are taken; free one of them and try again.`,
  );
}

interface Arrival {
  readonly port: number;
  readonly state: string;
  readonly signal: AbortSignal;
}

function arrivalAt(servers: readonly Server[], { port, state, signal }: Arrival): Promise<URL> {
  return new Promise((resolve, reject) => {
    const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
      const url = new URL(request.url ?? '/', callbackUrl(port));
      const isOurs =
        request.method === 'GET' &&
        url.pathname === CALLBACK_PATH &&
        url.searchParams.get('state') === state &&
        request.headers.host === new URL(callbackUrl(port)).host;
      answer(response, isOurs ? 200 : 400, isOurs ? DONE : STRANGER);
      if (isOurs) resolve(url);
    };
    for (const server of servers) server.on('request', onRequest);
    const give = (): void => reject(signal.reason);
    if (signal.aborted) give();
    signal.addEventListener('abort', give, { once: true });
  });
}

function answer(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    connection: 'close',
  });
  response.end(page);
}

function tryListen(port: number, host: string): Promise<Server | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined));
    server.listen(port, host, () => resolve(server));
  });
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

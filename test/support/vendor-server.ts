import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What happens to the next requests for a token: `lost` takes effect and is not answered, `busy` is not worked on. */
type TokenAct = 'lost' | 'busy' | 'broken';

const TOKEN_PATHS = ['/2/oauth2/token', '/oauth/v2/accessToken', '/token'];
const json = (body: object, status = 200) => ({ status, body: JSON.stringify(body) });

/**
 * The APIs of providers as far as credentials go: a token address whose refresh tokens are accepted once (where they rotate),
 * and whatever else a test has it answer.
 */
export async function startVendorServer() {
  const asked: Asked[] = [];
  const state = {
    /** The refresh token that is accepted now. */
    refreshToken: 'refresh-token-1',
    rotates: true,
    /** Seconds. */
    lasts: 7_200,
    granted: 0,
    /** Refresh tokens that came a second time. */
    reused: [] as string[],
    next: [] as TokenAct[],
    /** By path without its query. */
    answers: new Map<string, { status: number; body: object }>(),
  };
  const used = new Set<string>();

  function grant(body: string): { status: number; body: string } | undefined {
    const act = state.next.shift();
    if (act === 'busy') return json({ title: 'Service Unavailable' }, 503);
    if (act === 'broken') return json({}, 500);
    const token = new URLSearchParams(body).get('refresh_token') ?? '';
    if (used.has(token)) state.reused.push(token);
    if (token !== state.refreshToken) {
      return json(
        { error: 'invalid_request', error_description: 'Value passed for the token was invalid.' },
        400,
      );
    }
    state.granted += 1;
    if (state.rotates) {
      used.add(token);
      state.refreshToken = `refresh-token-${state.granted + 1}`;
    }
    if (act === 'lost') return undefined;
    return json({
      token_type: 'bearer',
      expires_in: state.lasts,
      access_token: `access-token-${state.granted}`,
      ...(state.rotates ? { refresh_token: state.refreshToken } : {}),
    });
  }

  const server = createServer(async (request, response) => {
    const body = await text(request);
    const [path = ''] = String(request.url).split('?');
    asked.push({ path: `${request.method} ${request.url}`, headers: request.headers, body });
    const { status, body: json = { error: 'There is nothing here.' } } = state.answers.get(path) ?? {
      status: 404,
    };
    const answer = TOKEN_PATHS.includes(path) ? grant(body) : { status, body: JSON.stringify(json) };
    if (!answer) return void request.socket.destroy();
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    asked,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

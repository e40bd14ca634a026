import type { ServerResponse } from 'node:http';
import { OAuth2Server } from 'oauth2-mock-server';
import * as z from 'zod';
import type { VirtualClock } from '../clock.ts';
import { closeServer, LOOPBACK, listen, sendJson } from '../net.ts';
import type { RuntimeStore } from '../store.ts';

export const tokenRequest = z.object({
  workspace: z.string().min(1),
  role: z.string().min(1),
  sub: z.string().min(1).optional(),
  email: z.string().min(1).optional(),
});
type TokenRequest = z.infer<typeof tokenRequest>;

export interface Issuer {
  readonly url: string;
  /** A signed token for a person that needs no password: this is for development only. */
  token(request: TokenRequest): Promise<string>;
  stop(): Promise<void>;
}

const SETTING = 'issuer-key';
const LIFETIME_SECONDS = 12 * 3600;
const key = z.record(z.string(), z.unknown());
/** The path that Cognito has its keys at. */
const COGNITO_JWKS_PATH = '/.well-known/jwks.json';

/** The sign-in of this machine, in the place of Cognito. Its key is kept, so that tokens outlive a restart. */
export async function startIssuer(
  port: number,
  clientIds: readonly string[],
  store: RuntimeStore,
  clock: VirtualClock,
): Promise<Issuer> {
  const server = new OAuth2Server(undefined, undefined, { endpoints: { jwks: COGNITO_JWKS_PATH } });
  const saved = store.setting(SETTING);
  if (saved === undefined) {
    const made = await server.issuer.keys.generate('RS256');
    store.saveSetting(SETTING, JSON.stringify(made));
  } else {
    await server.issuer.keys.add(key.parse(JSON.parse(saved)));
  }
  const http = await listen(port, (request, response) => {
    if (isForeignRedirect(request.url ?? '')) {
      return sendJson(response, 403, { message: 'Codes are sent back to this machine only.' });
    }
    closeToOtherPages(response);
    server.service.requestHandler(request, response);
  });
  const url = `http://${LOOPBACK}:${port}`;
  server.issuer.url = url;
  const claimsOf = ({ workspace, role, sub, email }: TokenRequest) => {
    const now = Math.floor(clock.time() / 1000);
    const address = email ?? `${role}@${workspace}.example`;
    return {
      sub: sub ?? `${workspace}-${role}`,
      email: address,
      email_verified: true,
      'custom:workspace': workspace,
      'custom:role': role,
      'cognito:username': address,
      token_use: 'id',
      aud: clientIds.length === 1 ? clientIds[0] : clientIds,
      ...(clientIds[0] === undefined ? {} : { client_id: clientIds[0] }),
      iat: now,
      nbf: now,
      auth_time: now,
      exp: now + LIFETIME_SECONDS,
    };
  };
  // Tokens got by the OAuth flow of a browser have no request to take a workspace from.
  server.service.on('beforeTokenSigning', (token) => {
    if (token.payload['custom:workspace'] !== undefined) return;
    Object.assign(token.payload, claimsOf({ workspace: 'demo', role: 'owner' }));
  });
  return {
    url,
    token: (request) =>
      server.issuer.buildToken({
        scopesOrTransform: (_, payload) => void Object.assign(payload, claimsOf(request)),
      }),
    stop: () => closeServer(http),
  };
}

const LOOPBACK_NAMES = new Set([LOOPBACK, 'localhost', '[::1]']);

/** Whether a code, with which anybody gets a token, would be handed to another site. */
function isForeignRedirect(path: string): boolean {
  const to = new URL(path, 'http://local').searchParams.get('redirect_uri');
  return to !== null && !(URL.canParse(to) && LOOPBACK_NAMES.has(new URL(to).hostname));
}

/** oauth2-mock-server lets every page read its answers; only programs need to. */
function closeToOtherPages(response: ServerResponse): void {
  const setHeader = response.setHeader.bind(response);
  response.setHeader = (name, value) =>
    name.toLowerCase() === 'access-control-allow-origin' ? response : setHeader(name, value);
}

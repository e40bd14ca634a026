import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { OAuth2Server } from 'oauth2-mock-server';
import * as z from 'zod';
import type { VirtualClock } from '../clock.ts';
import { closeServer, type HeldPort, LOOPBACK, listen, sendJson } from '../net.ts';
import type { RuntimeStore } from '../store.ts';
import { asksForPerson, type Chosen, chosenBy, forget, remember, sendSignInPage } from './sign-in-page.ts';

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
  held: HeldPort,
  clientIds: readonly string[],
  store: RuntimeStore,
  clock: VirtualClock,
  /** Pages that may exchange a code for tokens: the web console. */
  origins: readonly string[],
): Promise<Issuer> {
  const url = `http://${LOOPBACK}:${held.port}`;
  const signedIn = new SignedIn();
  let opened: Promise<OAuth2Server> | undefined;
  /** Made when somebody asks first: with it come an HTTP framework and half a megabyte of other code. */
  const server = (): Promise<OAuth2Server> => {
    opened ??= openServer().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  const answer: RequestListener = (request, response) => {
    if (isForeignRedirect(request.url ?? '')) {
      return sendJson(response, 403, { message: 'Codes are sent back to this machine only.' });
    }
    if (asksForPerson(request)) {
      const chosen = chosenBy(request);
      if (chosen === undefined) return sendSignInPage(request, response);
      remember(response, chosen);
    }
    if (request.url?.startsWith('/endsession')) forget(response);
    openTo(origins, request, response);
    server().then(
      ({ service }) => service.requestHandler(request, response),
      (error) => sendJson(response, 500, { message: String(error) }),
    );
  };
  const http = await listen(held, answer, { origins });
  const secondsNow = () => Math.floor(clock.time() / 1000);
  const claimsOf = ({ workspace, role, sub, email }: TokenRequest, authTime = secondsNow()) => {
    const now = secondsNow();
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
      auth_time: authTime,
      exp: now + LIFETIME_SECONDS,
    };
  };
  async function openServer(): Promise<OAuth2Server> {
    const { OAuth2Server } = await import('oauth2-mock-server');
    const made = new OAuth2Server(undefined, undefined, { endpoints: { jwks: COGNITO_JWKS_PATH } });
    const { issuer, service } = made;
    const saved = store.setting(SETTING);
    if (saved === undefined) {
      store.saveSetting(SETTING, JSON.stringify(await issuer.keys.generate('RS256')));
    } else {
      await issuer.keys.add(key.parse(JSON.parse(saved)));
    }
    issuer.url = url;
    service.on('beforeAuthorizeRedirect', ({ url: to }, request) => {
      const chosen = asksForPerson(request) ? chosenBy(request) : undefined;
      const authTime = secondsNow();
      signedIn.byCode(to.searchParams.get('code') ?? '', { ...OWNER_OF_DEMO, ...chosen, authTime });
    });
    // Tokens got by the OAuth flow of a browser have no request to take a workspace from.
    service.on('beforeTokenSigning', (token, request) => {
      if (token.payload['custom:workspace'] !== undefined) return;
      const { client_id: client } = grantOf(request);
      // Who asks is who it is for: a client need not take a token that is for others as well.
      const { authTime, ...person } = signedIn.of(request);
      Object.assign(token.payload, claimsOf(person, authTime), client === undefined ? {} : { aud: client });
    });
    service.on('beforeResponse', ({ body }, request) => {
      const { refresh_token: next } = grant.parse(body ?? {});
      if (next !== undefined) signedIn.renewable(next, request);
    });
    return made;
  }
  return {
    url,
    token: async (request) =>
      (await server()).issuer.buildToken({
        scopesOrTransform: (_, payload) => void Object.assign(payload, claimsOf(request)),
      }),
    stop: () => closeServer(http),
  };
}

const REDIRECT_HOSTS = new Set([LOOPBACK, 'localhost', '[::1]']);

/** Whether a code, with which anybody gets a token, would be handed to another site. */
function isForeignRedirect(path: string): boolean {
  const to = new URL(path, 'http://local').searchParams.get('redirect_uri');
  return to !== null && !(URL.canParse(to) && REDIRECT_HOSTS.has(new URL(to).hostname));
}

/** What a request to the token endpoint brings, and what an answer gives, of interest here. */
const grant = z.looseObject({
  client_id: z.string().optional(),
  code: z.string().optional(),
  refresh_token: z.string().optional(),
});
const grantOf = (request: object) => grant.parse('body' in request ? (request.body ?? {}) : {});

/** `authTime` stays what it was when a token is renewed: clients refuse a renewed one with another. */
interface SignIn extends Chosen {
  readonly authTime?: number;
}

const OWNER_OF_DEMO: Chosen = { workspace: 'demo', role: 'owner' };

/** Who is behind each code and each refresh token: the owner of `demo` where nobody was asked. */
class SignedIn {
  readonly #people = new Map<string, SignIn>();

  byCode(code: string, signIn: SignIn): void {
    this.#people.set(code, signIn);
  }

  of(request: object): SignIn {
    const { code, refresh_token: token } = grantOf(request);
    return this.#people.get(code ?? token ?? '') ?? OWNER_OF_DEMO;
  }

  renewable(token: string, request: object): void {
    this.#people.set(token, this.of(request));
  }
}

/** oauth2-mock-server lets every page read its answers; the web console and programs are enough. */
function openTo(origins: readonly string[], request: IncomingMessage, response: ServerResponse): void {
  const { origin } = request.headers;
  const setHeader = response.setHeader.bind(response);
  response.setHeader = (name, value) => {
    if (name.toLowerCase() !== 'access-control-allow-origin') return setHeader(name, value);
    return origin !== undefined && origins.includes(origin) ? setHeader(name, origin) : response;
  };
}

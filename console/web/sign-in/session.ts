import {
  InMemoryWebStorage,
  type User,
  UserManager,
  type UserManagerSettings,
  WebStorageStateStore,
} from 'oidc-client-ts';
import * as z from 'zod';
import { type Role, roleSchema } from '../../../shared/kernel/contract/common.ts';
import type { RouteContract } from '../../../shared/kernel/contract/route.ts';
import { systemRoutes } from '../../../shared/operations/contract/system-routes.ts';
import { SIGNED_IN_PATH } from '../../../shared/platform/contract/sign-in.ts';
import { type Credentials, call } from '../api/client.ts';
import { hasInvitation, JOIN_PATH } from './invitation.ts';
import { rexNow } from './rex-time.ts';

const claimsSchema = z.object({
  sub: z.string(),
  email: z.string().optional(),
  'custom:workspace': z.string().optional(),
  'custom:role': roleSchema.optional().catch(undefined),
});

/** Who has signed in. Everything is in memory: closing the page forgets it. */
export interface Person extends Pick<Credentials, 'token' | 'renewed'> {
  readonly member: string;
  readonly email: string;
  /** What the sign-in says of them; those who came by an invitation may have none. */
  readonly home: { readonly workspace: string; readonly role: Role } | undefined;
  signOut(): Promise<void>;
}

/** Somebody in one of their workspaces. */
export interface Session extends Person {
  readonly workspace: string;
  readonly role: Role;
  may(route: RouteContract): boolean;
}

export const sessionIn = (person: Person, workspace: string, role: Role): Session => ({
  ...person,
  workspace,
  role,
  may: ({ roles }) => typeof roles === 'string' || roles.includes(role),
});

const NOBODY: Credentials = {
  token: async () => '',
  renewed: async () => '',
};

/**
 * Signs in by OpenID Connect: authorization code with PKCE. The browser leaves for the issuer and comes back to
 * `/signed-in`, where the code is exchanged; then it is where it wanted to be.
 * @returns undefined when the browser is on its way to the issuer
 */
export async function signIn(): Promise<Person | undefined> {
  const manager = await managerOf();
  if (location.pathname !== SIGNED_IN_PATH) {
    await leaveFor(manager);
    return undefined;
  }
  const user = await manager.signinRedirectCallback().catch(async () => {
    // A sign-in of another tab, or one that was reloaded: its code is of no use here.
    await leaveFor(manager, '/');
    return undefined;
  });
  if (user === undefined) return undefined;
  history.replaceState(null, '', hasInvitation() ? JOIN_PATH : returnPath(user.state));
  return personOf(manager, user);
}

/** What the issuer is like, kept for the way there and back, so that the page that comes back need not ask again. */
const ISSUER = 'rex.issuer';

async function managerOf(): Promise<UserManager> {
  const kept = location.pathname === SIGNED_IN_PATH ? sessionStorage.getItem(ISSUER) : null;
  sessionStorage.removeItem(ISSUER);
  const issuer = kept === null ? await askForIssuer() : (JSON.parse(kept) as Issuer);
  return new UserManager({
    ...issuer,
    redirect_uri: location.origin + SIGNED_IN_PATH,
    post_logout_redirect_uri: `${location.origin}/`,
    automaticSilentRenew: false,
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    // Only the verifier of the code outlives the way to the issuer and back.
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
  });
}

type Issuer = Pick<UserManagerSettings, 'authority' | 'client_id' | 'scope' | 'metadata'>;

async function askForIssuer(): Promise<Issuer> {
  const { data } = await call(systemRoutes.discovery, {}, NOBODY);
  const { issuer, consoleClientId, scopes } = data.signIn;
  return { authority: issuer, client_id: consoleClientId, scope: scopes.join(' ') };
}

async function leaveFor(manager: UserManager, path = location.pathname + location.search): Promise<void> {
  const { authority, client_id, scope } = manager.settings;
  const metadata = await manager.metadataService.getMetadata();
  sessionStorage.setItem(ISSUER, JSON.stringify({ authority, client_id, scope, metadata } satisfies Issuer));
  await manager.signinRedirect({ state: path });
}

/** Only a path of this console: what comes back with the code must not send the browser elsewhere. */
function returnPath(state: unknown): string {
  return typeof state === 'string' && /^\/(?![/\\])/.test(state) ? state : '/';
}

/** A token that ends while its request is on its way is of no use either. */
const ON_ITS_WAY_MS = 10_000;
export const isOver = (exp: number, now: number): boolean => exp * 1000 - ON_ITS_WAY_MS <= now;

function personOf(manager: UserManager, first: User): Person {
  let user = first;
  const claims = claimsSchema.parse(user.profile);
  let renewing: Promise<string> | undefined;
  const renew = async (): Promise<string> => {
    const next = user.refresh_token ? await manager.signinSilent().catch(() => null) : null;
    if (next?.id_token === undefined) {
      await leaveFor(manager);
      // The page is about to be left.
      return new Promise<never>(() => undefined);
    }
    user = next;
    return next.id_token;
  };
  const { 'custom:workspace': workspace, 'custom:role': role } = claims;
  const renewed = (): Promise<string> => {
    // Many requests find the token over at once; one renewal is enough for all.
    renewing ??= renew().finally(() => {
      renewing = undefined;
    });
    return renewing;
  };
  return {
    member: claims.sub,
    email: claims.email ?? claims.sub,
    home: workspace === undefined || role === undefined ? undefined : { workspace, role },
    // A token that is over is renewed before Rex refuses it.
    token: async () =>
      isOver(user.profile.exp, rexNow()) && user.refresh_token ? renewed() : (user.id_token ?? ''),
    renewed,
    async signOut() {
      const end = await manager.metadataService.getEndSessionEndpoint();
      if (end === undefined) {
        await manager.removeUser();
        location.assign('/');
        return;
      }
      // Cognito knows `logout_uri`, others `post_logout_redirect_uri`.
      await manager.signoutRedirect({
        extraQueryParams: { client_id: manager.settings.client_id, logout_uri: `${location.origin}/` },
      });
    },
  };
}

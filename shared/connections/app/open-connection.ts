import { isDeepStrictEqual } from 'node:util';
import { addMs, SECOND } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { isConflict } from '../../platform/retry-on-conflict.ts';
import { providerRow } from '../contract/providers.ts';
import {
  accessOf,
  type Connection,
  handedOut,
  isLeased,
  mayBeSpent,
  type StoredSecret,
} from '../domain/connection.ts';
import type { Connections, NotOpen, OpenConnection } from './ports/connections.ts';
import type { ConnectionSecrets } from './ports/stores.ts';
import type { Vendors } from './ports/vendors.ts';
import {
  changeConnection,
  type Of,
  refuse,
  type SettleDeps,
  unleased,
  working,
} from './settle-connection.ts';

/** Longer than a call of a provider, and the writes that follow it. */
export const LEASE_MS = 60 * SECOND;
/** How long somebody else's change is waited for. */
const PATIENCE_MS = 20 * SECOND;
const PAUSE_MS = 250;

export interface OpenDeps extends SettleDeps {
  readonly connectionSecrets: ConnectionSecrets;
  readonly vendors: Pick<Vendors, 'refresh'>;
  wait(ms: number): Promise<void>;
}

interface Held {
  readonly connection: Connection;
  readonly secret: StoredSecret;
}

export const connectionsOver = (deps: OpenDeps): Connections => ({
  open: (workspace, id) => openConnection(deps, { workspace, id }),
  refused: (workspace, opened, reason) => refuseOpened(deps, workspace, opened, reason),
});

/** Nothing where the credentials were renewed, or the access token replaced, since they were opened. */
export async function refuseOpened(
  deps: OpenDeps,
  workspace: string,
  opened: OpenConnection,
  reason: string,
): Promise<void> {
  const of = { workspace, id: opened.connectionId };
  const secret = await deps.connectionSecrets.get(of);
  if (!secret) return;
  const now = handedOut(opened, secret, secret.access?.token ?? secret.given['accessToken'] ?? '');
  if (isDeepStrictEqual(now, { ...opened.secret })) await refuse(deps, of, { reason });
}

/** `again`: although it is refused, because a person wants to know whether it still is. */
export async function openConnection(
  deps: OpenDeps,
  of: Of,
  { again = false } = {},
): Promise<OpenConnection | NotOpen> {
  for (let waited = 0; waited <= PATIENCE_MS; waited += PAUSE_MS) {
    const held = await read(deps, of, again);
    if (held !== 'stale') {
      if ('outcome' in held) return held;
      const now = deps.clock.now();
      const leased = isLeased(held.connection, now);
      const access = accessOf(held.secret, now);
      if (access && (leased || !access.due)) return opened(held, access.token);
      if (!leased) {
        if (mayBeSpent(held.connection, held.secret)) return lost(deps, held.connection);
        const mine = await takeTurn(deps, held);
        if (mine) return refresh(deps, mine);
      }
    }
    await deps.wait(PAUSE_MS);
  }
  return {
    outcome: 'unavailable',
    reason: 'The credentials are being renewed by somebody else. Try again in a minute.',
  };
}

/** `stale`: the secret of a change that was recorded does not show yet. */
async function read(
  { connectionRecords, connectionSecrets }: OpenDeps,
  of: Of,
  again: boolean,
): Promise<Held | NotOpen | 'stale'> {
  const { workspace, id } = of;
  const refused = (reason: string): NotOpen => ({ outcome: 'refused', reason });
  const connection = await connectionRecords.get(workspace, id);
  if (!connection || connection.state === 'removing') {
    return refused(`There is no connection ${id}. "rex connections list" shows those that there are.`);
  }
  const { state, reason = '', spent, secretSerial } = connection;
  if (spent || (state === 'refused' && !again)) {
    return refused(`${reason} "rex connections renew ${id}" takes new credentials.`);
  }
  const secret = await connectionSecrets.get(of);
  if (!secret && secretSerial === 0) {
    return refused(
      `The credentials of ${id} were not stored. Give them again with "rex connections renew ${id}".`,
    );
  }
  return !secret || secret.serial < secretSerial ? 'stale' : { connection, secret };
}

/** The lease is a guarded write: one of all who try gets it. */
async function takeTurn(
  { connectionRecords, clock }: OpenDeps,
  { connection, secret }: Held,
): Promise<Held | undefined> {
  const now = clock.now();
  const until = addMs(now, LEASE_MS).toISOString();
  const lease = { by: newId('lease', now), for: 'refresh', until } as const;
  try {
    const leased = { ...connection, secretSerial: secret.serial, lease };
    return { connection: await connectionRecords.save(leased, []), secret };
  } catch (error) {
    if (isConflict(error)) return undefined;
    throw error;
  }
}

async function refresh(deps: OpenDeps, held: Held): Promise<OpenConnection | NotOpen> {
  const { connection, secret } = held;
  const { provider, lease } = connection;
  const isMine = (now: Connection): boolean => now.lease?.by === lease?.by;
  const giveBack = () =>
    changeConnection(deps, connection, (now) => (isMine(now) ? unleased(now) : undefined));
  const answer = await deps.vendors.refresh(connection, secret.given);
  if (answer.kind === 'refused') {
    await refuse(deps, connection, answer, isMine);
    return { outcome: 'refused', reason: answer.reason };
  }
  if (answer.kind === 'lost' && providerRow(provider).refresh?.rotating === true) {
    return lost(deps, connection, isMine);
  }
  if (answer.kind !== 'granted') {
    await giveBack();
    return { outcome: 'unavailable', reason: answer.reason };
  }
  const now = deps.clock.now();
  const until = addMs(now, answer.lasts * SECOND).toISOString();
  const { accessToken: token, refreshToken = secret.given['refreshToken'] ?? '' } = answer;
  const next = {
    serial: secret.serial + 1,
    given: { ...secret.given, refreshToken },
    access: { token, until },
  };
  // Whoever came after the end of the lease, or renewed the credentials, has the last word.
  const current = await deps.connectionRecords.get(connection.workspace, connection.id);
  if (!current || !isMine(current)) {
    return { outcome: 'unavailable', reason: 'The credentials were changed meanwhile. Try again.' };
  }
  await deps.connectionSecrets.put(connection, next);
  await changeConnection(
    deps,
    connection,
    (is) =>
      isMine(is)
        ? { ...unleased(working(is, now)), secretSerial: next.serial, accessUntil: until }
        : undefined,
    { event: 'connection.working' },
  );
  return opened({ connection, secret: next }, token);
}

/** A second use of the refresh token would be taken for theft, and could end more than this connection. */
async function lost(
  deps: OpenDeps,
  { workspace, id, name, version }: Connection,
  only = (now: Connection): boolean => now.version === version,
): Promise<NotOpen> {
  const reason = `The refresh token of "${name}" was sent, and its answer was lost, so it may be used up. Authorise Rex anew at the provider.`;
  await refuse(deps, { workspace, id }, { reason, spent: true }, only);
  return { outcome: 'refused', reason: `${reason} Then use "rex connections renew ${id}".` };
}

const opened = ({ connection, secret }: Held, token: string): OpenConnection => ({
  connectionId: connection.id,
  provider: connection.provider,
  account: connection.account,
  secret: handedOut(connection, secret, token),
});

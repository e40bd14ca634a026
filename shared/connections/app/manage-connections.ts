import { addMs } from '../../kernel/clock.ts';
import { type FieldProblem, RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { WebhookTargets } from '../../webhooks/contract/webhooks.ts';
import { problemOf } from '../../webhooks/domain/address.ts';
import type { AddConnectionBody } from '../contract/connections.ts';
import { type Provider, providerRow } from '../contract/providers.ts';
import { type Connection, connectionEvent, isLeased } from '../domain/connection.ts';
import { LEASE_MS, type OpenDeps } from './open-connection.ts';
import { changeConnection, unleased } from './settle-connection.ts';

const MAX_CONNECTIONS = 50;

export interface ManageDeps extends Pick<OpenDeps, 'connectionRecords' | 'connectionSecrets' | 'clock'> {
  readonly targets: WebhookTargets;
}

interface OfConnection {
  readonly workspace: string;
  readonly id: string;
  readonly cause: Cause;
}

/**
 * The record comes first, so that no secret is ever without one.
 * @throws RexError VALIDATION_FAILED; CONFLICT for a name that is taken, or when there are too many
 */
export async function addConnection(
  deps: ManageDeps,
  {
    workspace,
    body,
    cause,
  }: { readonly workspace: string; readonly body: AddConnectionBody; readonly cause: Cause },
): Promise<Connection> {
  const { provider, name } = body;
  checkAddress(deps, body);
  const known = await deps.connectionRecords.list(workspace);
  if (known.some((each) => each.name === name)) {
    throw new RexError('CONFLICT', `There is a connection "${name}" already.`);
  }
  if (known.length >= MAX_CONNECTIONS) {
    throw new RexError(
      'CONFLICT',
      `A workspace has at most ${MAX_CONNECTIONS} connections: remove one first.`,
    );
  }
  const now = deps.clock.now();
  const connection: Connection = {
    workspace,
    id: newId('con', now),
    version: 1,
    provider,
    name,
    account: texts(body.account),
    state: 'unchecked',
    secretSerial: 0,
    spent: false,
    createdAt: now.toISOString(),
    createdBy: cause.actor.id,
  };
  await deps.connectionRecords.create(connection, [
    connectionEvent('connection.added', connection, cause, now),
  ]);
  await deps.connectionSecrets.create(connection, { serial: 1, given: texts(body.secret) });
  const stored = await changeConnection(deps, connection, (is) => ({ ...is, secretSerial: 1 }));
  return stored ?? connection;
}

/** @throws RexError NOT_FOUND; VALIDATION_FAILED; CONFLICT while the credentials are being changed by somebody else */
export async function renewConnection(
  deps: ManageDeps,
  of: OfConnection,
  secret: Readonly<Record<string, string>>,
): Promise<Connection> {
  const given = secretOf((await getConnection(deps, of)).provider, secret);
  const now = deps.clock.now();
  const lease = { by: newId('lease', now), for: 'renew', until: addMs(now, LEASE_MS).toISOString() } as const;
  const leased = await changeConnection(deps, of, (is) => {
    if (is.state === 'removing') throw new RexError('CONFLICT', `${of.id} is being removed.`);
    if (isLeased(is, now)) {
      throw new RexError('CONFLICT', `The credentials of ${of.id} are being renewed. Try again in a minute.`);
    }
    return { ...is, lease };
  });
  if (!leased) throw unknown(of.id);
  const before = await deps.connectionSecrets.get(of);
  const serial = Math.max(leased.secretSerial, before?.serial ?? 0) + 1;
  await deps.connectionSecrets[before ? 'put' : 'create'](of, { serial, given });
  const renewed = await changeConnection(
    deps,
    of,
    (is) => {
      if (is.lease?.by !== lease.by) return undefined;
      const { reason: _, accessUntil: __, ...rest } = unleased(is);
      return { ...rest, state: 'unchecked', spent: false, secretSerial: serial };
    },
    { event: 'connection.renewed', cause: of.cause },
  );
  if (!renewed) throw new RexError('CONFLICT', `${of.id} was changed meanwhile. Renew it again.`);
  return renewed;
}

/** A repeat goes on where one that died had ended. @throws RexError NOT_FOUND */
export async function removeConnection(deps: ManageDeps, of: OfConnection): Promise<void> {
  const marked = await changeConnection(deps, of, (is) => ({ ...unleased(is), state: 'removing' }));
  if (!marked) throw unknown(of.id);
  await deps.connectionSecrets.remove(of);
  await retryOnConflict(async () => {
    const last = await deps.connectionRecords.get(of.workspace, of.id);
    if (!last) return;
    const gone = { ...last, version: last.version + 1 };
    await deps.connectionRecords.remove(last, [
      connectionEvent('connection.removed', gone, of.cause, deps.clock.now()),
    ]);
  });
}

/** @throws RexError NOT_FOUND */
export async function getConnection(
  { connectionRecords }: Pick<ManageDeps, 'connectionRecords'>,
  { workspace, id }: Pick<OfConnection, 'workspace' | 'id'>,
): Promise<Connection> {
  const connection = await connectionRecords.get(workspace, id);
  if (!connection) throw unknown(id);
  return connection;
}

const unknown = (id: string): RexError => new RexError('NOT_FOUND', `There is no connection ${id}.`);

/** @throws RexError VALIDATION_FAILED */
function checkAddress({ targets }: ManageDeps, { account }: AddConnectionBody): void {
  const field = 'url' in account ? 'url' : 'api';
  const address = texts(account)[field];
  if (address === undefined) return;
  const problem =
    field === 'api' && targets !== 'loopback'
      ? 'is taken by a Rex on one machine alone, which was started with REX_WEBHOOKS=loopback'
      : problemOf(address, targets);
  if (problem !== undefined) throw notValid([{ path: `body.account.${field}`, message: problem }]);
}

/** @throws RexError VALIDATION_FAILED, which never quotes what was given */
function secretOf(provider: Provider, secret: Readonly<Record<string, string>>): Record<string, string> {
  const { title, secret: schema } = providerRow(provider);
  const parsed = schema.safeParse(secret);
  if (parsed.success) return texts(parsed.data);
  throw notValid(
    parsed.error.issues.map(({ path, message }) => ({
      path: ['body', 'secret', ...path].join('.'),
      message: path.length > 0 ? message : `must have the credentials of ${title}: ${message}`,
    })),
  );
}

function notValid(fields: readonly FieldProblem[]): RexError {
  const said = fields.map(({ path, message }) => `${path} ${message}`).join('; ');
  return new RexError('VALIDATION_FAILED', `Not valid: ${said}.`, { fields });
}

/** Without what was left out. */
const texts = (fields: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(Object(fields)).flatMap(([name, is]) => (typeof is === 'string' ? [[name, is]] : [])),
  );

import { addMs, DAY } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { newEvent, type RexEvent } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { memberEvents } from '../contract/events.ts';
import { type ApiKey, isGood } from '../domain/api-key.ts';
import { newSecret } from '../domain/secrets.ts';
import { type Asking, enter, type MemberDeps } from './enter.ts';

const MOST_GOOD_KEYS = 50;

export interface CreateKey extends Pick<ApiKey, 'name' | 'role'> {
  readonly asking: Asking;
  readonly expiresInDays?: number | undefined;
}

/** Returns the key, which is not shown again. @throws RexError CONFLICT when there are too many, FORBIDDEN */
export async function createKey(
  deps: MemberDeps,
  { asking, name, role, expiresInDays }: CreateKey,
): Promise<ApiKey & { readonly key: string }> {
  await enter(deps, asking);
  const { workspace, subject } = asking;
  const now = deps.clock.now();
  const known = await deps.apiKeys.list(workspace);
  if (known.filter((each) => isGood(each, now)).length >= MOST_GOOD_KEYS)
    throw new RexError('CONFLICT', `A workspace has at most ${MOST_GOOD_KEYS} API keys: revoke one first.`);
  const id = newId('ak', now);
  const { secret, hash } = newSecret('rxk', workspace, id);
  const key: ApiKey = {
    workspace,
    id,
    version: 1,
    name,
    role,
    hash,
    createdBy: subject,
    createdAt: now.toISOString(),
    ...(expiresInDays === undefined ? {} : { expiresAt: addMs(now, expiresInDays * DAY).toISOString() }),
  };
  await deps.apiKeys.save(key, [keyEvent('key.created', key, asking, now)]);
  return { ...key, key: secret };
}

/** To revoke what is revoked changes nothing. @throws RexError NOT_FOUND, FORBIDDEN */
export async function revokeKey(
  deps: MemberDeps,
  { asking, id }: { readonly asking: Asking; readonly id: string },
): Promise<ApiKey> {
  await enter(deps, asking);
  return revoke(deps, asking, id);
}

/** Every good key that a person has made. */
export async function revokeKeysOf(deps: MemberDeps, asking: Asking, subject: string): Promise<void> {
  const keys = await deps.apiKeys.list(asking.workspace);
  for (const { id, createdBy } of keys) if (createdBy === subject) await revoke(deps, asking, id);
}

const revoke = (deps: MemberDeps, asking: Asking, id: string): Promise<ApiKey> =>
  retryOnConflict(async () => {
    const key = await deps.apiKeys.get(asking.workspace, id);
    if (!key) throw new RexError('NOT_FOUND', `There is no API key ${id}.`);
    if (key.revokedAt !== undefined) return key;
    const now = deps.clock.now();
    const next = { ...key, version: key.version + 1, revokedAt: now.toISOString() };
    await deps.apiKeys.save(next, [keyEvent('key.revoked', next, asking, now)]);
    return next;
  });

const keyEvent = (
  name: 'key.created' | 'key.revoked',
  { workspace, id, version, role }: ApiKey,
  { subject, correlationId }: Asking,
  now: Date,
): RexEvent =>
  newEvent(
    memberEvents,
    name,
    {
      workspace,
      about: id,
      sequence: version,
      correlationId,
      actor: { kind: 'user', id: subject },
      data: { keyId: id, role },
    },
    now,
  );

import { RexError } from '../kernel/errors.ts';
import type { Cause } from '../kernel/events.ts';
import { sha256 } from '../kernel/hash.ts';
import { checkIdempotencyKey } from './idempotency-key.ts';
import type { Collection, Kept, NamedRequest } from './ports/collection.ts';

/** Who asks for something new. */
export interface AskedFor<Body> {
  readonly workspace: string;
  readonly body: Body;
  readonly idempotencyKey: string | undefined;
  readonly cause: Cause;
}

/** Who asks for a change of what is there. */
export interface AskedOf {
  readonly workspace: string;
  readonly id: string;
  readonly cause: Cause;
}

/** And who says which version they have read. */
export interface AskedOfVersion extends AskedOf {
  /** The header as it came. */
  readonly ifMatch: string | undefined;
}

/** @throws RexError VALIDATION_FAILED for a key that cannot be used */
export function requestOf({ idempotencyKey, body }: AskedFor<unknown>): NamedRequest | undefined {
  const key = checkIdempotencyKey(idempotencyKey);
  return key === undefined ? undefined : { key, hash: sha256(JSON.stringify(body)) };
}

/** @throws RexError NOT_FOUND */
export async function found<R extends Kept>(
  collection: Pick<Collection<R>, 'get'>,
  what: string,
  { workspace, id }: { readonly workspace: string; readonly id: string },
): Promise<R> {
  const record = await collection.get(workspace, id);
  if (!record) throw new RexError('NOT_FOUND', `There is no ${what} ${id}.`);
  return record;
}

/** The fields of a change: null takes one away, and what is left out stays. */
export const changesOf = <B extends object>(body: B): { [K in keyof B]: Exclude<B[K], null> | undefined } =>
  Object.fromEntries(
    Object.entries(body)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, value ?? undefined]),
  ) as { [K in keyof B]: Exclude<B[K], null> | undefined };

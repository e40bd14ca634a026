import { randomBytes } from 'node:crypto';
import { equalInConstantTime, sha256 } from '../../kernel/hash.ts';

const RANDOM_BYTES = 32;
const SHOWN = /^(rxk|rxi)_([a-z][a-z0-9]{1,15})_([0-9a-z]{26})_[\w-]{43}$/;
/** By the beginning of a secret: what it opens, and the prefix of the id of its record. */
const KINDS = { rxk: 'ak', rxi: 'in' } as const;
type Kind = keyof typeof KINDS;

/**
 * A secret that names its record: `<kind>_<workspace>_<id>_<256 random bits>`. It is compared by its SHA-256, which needs no
 * salt or stretching for so many random bits.
 */
export function newSecret(kind: Kind, workspace: string, id: string): { secret: string; hash: string } {
  const random = randomBytes(RANDOM_BYTES).toString('base64url');
  const secret = `${kind}_${workspace}_${id.slice(KINDS[kind].length + 1)}_${random}`;
  return { secret, hash: sha256(secret) };
}

/** The record that a secret names; undefined for anything else. */
export function readSecretName(
  kind: Kind,
  secret: string,
): { readonly workspace: string; readonly id: string } | undefined {
  const [, of, workspace, id] = SHOWN.exec(secret) ?? [];
  return of === kind && workspace !== undefined ? { workspace, id: `${KINDS[kind]}_${id}` } : undefined;
}

export const isSecretOf = (hash: string, secret: string): boolean =>
  equalInConstantTime(hash, sha256(secret));

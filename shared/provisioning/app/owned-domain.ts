import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { isOwned } from '../../domains/domain/domain-ownership.ts';
import type { Pool } from '../../domains/domain/pool.ts';
import { RexError } from '../../kernel/errors.ts';

/** The pool that has the domain, and whether its owner is proved. @throws RexError NOT_FOUND */
export async function ownedDomain(
  { pools }: { readonly pools: Pick<PoolStore, 'get'> },
  workspace: string,
  domain: string,
): Promise<{ readonly pool: Pool; readonly owned: boolean }> {
  const pool = await pools.get(workspace);
  const found = pool?.domains.find((each) => each.domain === domain);
  if (!pool || !found) throw new RexError('NOT_FOUND', `${domain} is not in the pool of this workspace.`);
  return { pool, owned: isOwned(found) };
}

/** @throws RexError NOT_FOUND; CONFLICT until the workspace has proved that the domain is its own */
export async function requireOwned(
  deps: { readonly pools: Pick<PoolStore, 'get'> },
  workspace: string,
  domain: string,
): Promise<void> {
  const { owned } = await ownedDomain(deps, workspace, domain);
  if (owned) return;
  throw new RexError(
    'CONFLICT',
    `Nobody has proved yet that ${domain} is yours: set its TXT record, then "rex domains verify ${domain}".`,
  );
}

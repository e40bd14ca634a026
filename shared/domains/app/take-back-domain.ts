import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { type DomainView, domainView } from '../domain/sending-domain.ts';
import { giveBack, type MoveDomainDeps } from './move-domain.ts';

export interface TakeBackDomainDeps extends MoveDomainDeps {
  readonly operatorsWorkspace: string;
}

export interface TakeBackDomain {
  /** The workspace of the caller. */
  readonly workspace: string;
  readonly domain: string;
  readonly cause: Cause;
}

/**
 * Takes a domain that the operators lent back into their own pool, with the reputation that it has now.
 * @throws RexError NOT_FOUND when the caller is no operator, or has lent no such domain; CONFLICT while a mission holds it
 */
export function takeBackDomain(
  deps: TakeBackDomainDeps,
  { workspace, domain, cause }: TakeBackDomain,
): Promise<DomainView> {
  if (workspace !== deps.operatorsWorkspace) throw new RexError('NOT_FOUND', 'There is nothing here.');
  return retryOnConflict(async () => {
    const owner = await deps.domains.get(domain);
    if (owner?.lender !== workspace || owner.workspace === undefined)
      throw new RexError('NOT_FOUND', `${domain} is not lent to anybody.`);
    const back = await giveBack(deps, { ...owner, workspace: owner.workspace, lender: workspace }, cause);
    return domainView(back, 0, deps.clock.now());
  });
}

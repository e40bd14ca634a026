import { lookUpSuppressions, withListed } from '../../leads/app/apply-suppressions.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import type { SuppressionStore } from '../../leads/app/ports/suppressions.ts';
import { parseEmailAddress } from '../../leads/domain/email-address.ts';
import { domainOfAddress, isExampleDomain } from '../../leads/domain/reserved-domains.ts';
import { suppressionOn } from '../../leads/domain/suppression.ts';
import type { ErasedNameOf } from '../../leads/domain/suppression-list.ts';
import type { Subscription } from '../domain/subscription.ts';

export interface WhoMayBeMailedDeps {
  readonly leads: Pick<LeadStore, 'getMany'>;
  readonly suppressions: Pick<SuppressionStore, 'kinds' | 'find'>;
  /** So that a person who was erased is known by the hash that is left of them. */
  readonly erasedNameOf: ErasedNameOf;
}

/**
 * Nothing goes to a person who must not be written to, whoever typed their address into a form: by the lists of suppression, by
 * their own record as a lead, or because a real domain would only collect bounces there.
 */
export async function whoMayBeMailed(
  deps: WhoMayBeMailedDeps,
  workspace: string,
  from: string,
  people: readonly Subscription[],
): Promise<Subscription[]> {
  const able = people.filter(({ address }) => {
    const parsed = parseEmailAddress(address);
    const isReal = isExampleDomain(from) || !isExampleDomain(domainOfAddress(address));
    return parsed.ok && !parsed.email.neverMail && isReal;
  });
  const leads = await deps.leads.getMany(
    workspace,
    able.map(({ leadId }) => leadId),
    'consistent',
  );
  const persons = able.map(({ leadId: id, address, identity }, i) => ({
    ...leads[i],
    id,
    profile: { address, identity },
  }));
  const listed = await lookUpSuppressions(deps, workspace, persons);
  return able.filter((_, i) => {
    const person = persons[i];
    return person !== undefined && suppressionOn(withListed(person, listed), 'email') === undefined;
  });
}

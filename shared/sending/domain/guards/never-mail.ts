import { domainOfAddress, isExampleDomain } from '../../../leads/domain/reserved-domains.ts';
import { block, type Guard, pass, type SendContext } from './guard.ts';

/**
 * Addresses such as noreply@ and postmaster@, which nobody reads or whose readers report senders, and domains that reach
 * nobody. Example domains get mail only from other example domains, as in the local demo: a real sending domain would only
 * collect bounces.
 */
export const neverMailAddress: Guard<Pick<SendContext, 'lead' | 'domain'>> = {
  code: 'NEVER_MAIL',
  channels: ['email'],
  check: ({ lead: { profile }, domain }) => {
    if (profile.neverMail) {
      return block(
        'The address belongs to a machine, to a role that must not get marketing mail, or to a domain that reaches nobody.',
        'Correct the address.',
      );
    }
    const isExample = isExampleDomain(domainOfAddress(profile.address));
    return isExample && domain !== undefined && !isExampleDomain(domain.domain)
      ? block(
          'The domain of the address is reserved for examples and reaches nobody.',
          'Correct the address.',
        )
      : pass("The address is a person's.");
  },
};

import { domainOfAddress, isExampleDomain } from '../../../leads/domain/reserved-domains.ts';
import { block, type Guard, pass } from './guard.ts';

/**
 * Addresses such as noreply@ and postmaster@ (nobody reads them, or it is somebody's job to block us), and domains that
 * reach nobody. A name of examples is mailed only from another one, as the local demo does: a domain that is really
 * sent from would only collect bounces.
 */
export const neverMailAddress: Guard = {
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

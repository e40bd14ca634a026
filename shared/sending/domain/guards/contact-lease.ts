import { heldByAnother } from '../../../leads/domain/contact-lease.ts';
import { type Guard, pass, wait } from './guard.ts';

/** Only one part of Rex at a time may speak to a person. */
export const contactLease: Guard = {
  code: 'CONTACT_LEASE',
  check: ({ lead, key, now }) => {
    const lease = heldByAnother(lead, key, now);
    if (!lease) return pass('No other part of Rex is speaking to this person.');
    return wait(
      `Another part of Rex (${lease.holder}) is speaking to this person until ${lease.until}.`,
      new Date(lease.until),
      'Wait for it to finish; the lease ends by itself.',
    );
  },
};

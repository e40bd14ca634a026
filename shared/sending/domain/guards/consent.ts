import { block, type Guard, pass, type SendContext } from './guard.ts';

export const consent: Guard<Pick<SendContext, 'lead' | 'settings'>> = {
  code: 'NO_CONSENT',
  check: ({ lead, settings }) => {
    if (lead.profile.consent === 'opted_out') {
      return block('This person has opted out.', 'Nothing: only the person can opt in again.');
    }
    if (settings.requireConsent && lead.profile.consent !== 'subscribed') {
      return block(
        `The workspace requires consent, and this person's is "${lead.profile.consent}".`,
        'Record a consent, or set `requireConsent` to false where the law allows it.',
      );
    }
    return pass(`Consent is "${lead.profile.consent}".`);
  },
};

import { block, type Guard, pass, type SendContext } from './guard.ts';

export const suppressed: Guard<Pick<SendContext, 'lead'>> = {
  code: 'SUPPRESSED',
  check: ({ lead }) =>
    lead.suppression
      ? block(
          `This person must not be contacted: ${lead.suppression.reason}, ${lead.suppression.at}.`,
          'Nothing: Rex never lifts a suppression. Only the person can opt in again.',
        )
      : pass('This person is not suppressed.'),
};

import { block, type Guard, pass } from './guard.ts';

export const suppressed: Guard = {
  code: 'SUPPRESSED',
  check: ({ lead }) =>
    lead.suppression
      ? block(
          `This person must not be contacted: ${lead.suppression.reason}, ${lead.suppression.at}.`,
          'Nothing: Rex never lifts a suppression. Only the person can opt in again.',
        )
      : pass('This person is not suppressed.'),
};

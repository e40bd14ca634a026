import { block, type Guard, pass } from './guard.ts';

export const suppressed: Guard = {
  code: 'SUPPRESSED',
  check: ({ lead }) =>
    lead.suppression
      ? block(
          `This person must not be contacted: ${lead.suppression.reason}, ${lead.suppression.at}.`,
          'Nothing: suppression is never taken back by Rex. Only a fresh opt-in by the person could be.',
        )
      : pass('This person is not suppressed.'),
};

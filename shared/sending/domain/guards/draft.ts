import { block, type Guard, pass } from './guard.ts';

export const draft: Guard = {
  code: 'DRAFT_BLOCKED',
  check: ({ draft: drafted }) =>
    'blocked' in drafted
      ? block(
          `The draft is blocked: ${drafted.blocked}.`,
          'Give the missing fact or mend the template, then start a new mission.',
        )
      : pass('The draft is complete.'),
};

import { type Guard, pass, wait } from './guard.ts';

export const due: Guard = {
  code: 'NOT_DUE',
  check: ({ now, dueAt, step }) =>
    now >= dueAt
      ? pass(`Step ${step} has been due since ${dueAt.toISOString()}.`)
      : wait(`Step ${step} is due at ${dueAt.toISOString()}.`, dueAt, 'Nothing to do but wait.'),
};

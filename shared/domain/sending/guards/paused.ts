import { addMs, MINUTE } from '../../../kernel/clock.ts';
import { type Guard, pass, wait } from './guard.ts';

/** How soon to look again whether the pause is over. Resuming wakes nothing; this does. */
const LOOK_AGAIN_MS = 5 * MINUTE;

export const paused: Guard = {
  code: 'PAUSED',
  check: ({ settings, now }) =>
    settings.paused
      ? wait(
          'The workspace is paused: nothing goes out.',
          addMs(now, LOOK_AGAIN_MS),
          'Resume with `rex resume`.',
        )
      : pass('The workspace is not paused.'),
};

import { addMs, HOUR } from '../../../kernel/clock.ts';
import { type Guard, pass, type SendContext, wait } from './guard.ts';

/** Resuming wakes the waiting cohorts. This look is for a lost wake-up. */
const LOOK_AGAIN_MS = HOUR;

export const paused: Guard<Pick<SendContext, 'settings' | 'now'>> = {
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

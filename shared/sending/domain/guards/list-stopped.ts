import { addMs, HOUR } from '../../../kernel/clock.ts';
import { type Guard, pass, wait } from './guard.ts';

/** A stop of its list is about the addresses, so other channels go on. */
export const listStopped: Guard = {
  code: 'LIST_STOPPED',
  channels: ['email'],
  check: ({ mission, now }) => {
    const stopped = mission.release?.stopped;
    return stopped
      ? wait(
          stopped.explanation,
          addMs(now, 6 * HOUR),
          `Look at the addresses that bounced, then run "rex missions resume ${mission.id} --reason TEXT".`,
        )
      : pass('Its list has not been stopped.');
  },
};

import { addMs, HOUR } from '../../../kernel/clock.ts';
import { type Guard, pass, wait } from './guard.ts';

/** Until the first e-mails of a mission are known to be well, the other leads wait. */
export const canary: Guard<{
  readonly now: Date;
  readonly order?: number | undefined;
  readonly mission: { readonly release?: { readonly cohorts: number } | undefined };
}> = {
  code: 'CANARY',
  check: ({ now, order, mission }) => {
    const released = mission.release?.cohorts;
    return released === undefined || order === undefined || order < released
      ? pass('The mission has come to this lead.')
      : wait(
          `The mission writes to the leads of the least risk first, and has come to cohort ${released}; this lead is in cohort ${order + 1}.`,
          addMs(now, HOUR),
          'Wait until the first e-mails are known to be delivered.',
        );
  },
};

import { isWarmingUp } from '../../../domains/domain/warmup.ts';
import { writesTo } from '../../../missions/domain/writes-to.ts';
import { nextUtcDay } from './daily-limits.ts';
import { type Guard, pass, wait } from './guard.ts';

/** A domain that a mission got while it was warm may have been idle since, or the pool may be of before this was asked. */
export const warmingDomain: Guard = {
  code: 'WARMING_DOMAIN',
  channels: ['email'],
  check: ({ domain, mission, now }) =>
    domain && isWarmingUp(domain, now) && writesTo(mission) === 'dormant'
      ? wait(
          `${domain.domain} is still warming up, and gets no dormant leads.`,
          nextUtcDay(now),
          'Wait until it is warm, or add a domain that is.',
        )
      : pass('The domain may write to these leads.'),
};

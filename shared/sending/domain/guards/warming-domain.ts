import { isHeldBack } from '../../../domains/domain/warmup.ts';
import { nextUtcDay } from '../../../kernel/clock.ts';
import { writesTo } from '../../../missions/domain/writes-to.ts';
import { type Guard, pass, wait } from './guard.ts';

/** A new domain may send to dormant leads what its warmup allows, but not while its last days say that it grows too fast. */
export const warmingDomain: Guard = {
  code: 'WARMING_DOMAIN',
  channels: ['email'],
  check: ({ domain, mission, now }) =>
    domain && isHeldBack(domain, now) && writesTo(mission) === 'dormant'
      ? wait(
          `The warmup of ${domain.domain} is held, since too much of its mail was put off, bounced or complained about; dormant leads wait until that is over.`,
          nextUtcDay(now),
          'Wait, a week at most, or add another domain.',
        )
      : pass('The domain may write to these leads.'),
};

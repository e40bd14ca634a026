import { isOwned } from '../../../domains/domain/domain-ownership.ts';
import { reputationFloor } from '../../../domains/domain/fitness.ts';
import { addMs, HOUR } from '../../../kernel/clock.ts';
import { type Guard, pass, wait } from './guard.ts';

export const domainHealth: Guard = {
  code: 'DOMAIN_UNHEALTHY',
  channels: ['email'],
  check: ({ domain, now, settings }) => {
    if (!domain) return wait('The mission has no sending domain.', addMs(now, HOUR), 'Add a sending domain.');
    if (!isOwned(domain)) {
      return wait(
        `Nobody has proven yet that ${domain.domain} is yours.`,
        addMs(now, HOUR),
        `Set its TXT record and run "rex domains verify ${domain.domain}".`,
      );
    }
    if (domain.status === 'resting') {
      return wait(
        `${domain.domain} rests since ${domain.restingSince?.slice(0, 10) ?? 'a while'}, because its reputation fell.`,
        addMs(now, HOUR),
        'Wait: it is resumed when it has recovered. Or add another domain.',
      );
    }
    if (domain.status !== 'active') {
      return wait(`${domain.domain} is paused.`, addMs(now, HOUR), 'Resume the domain.');
    }
    const floor = reputationFloor(domain.tier, settings.rules);
    return domain.reputation >= floor
      ? pass(`${domain.domain} has a reputation of ${domain.reputation.toFixed(2)}.`)
      : wait(
          `${domain.domain} has a reputation of ${domain.reputation.toFixed(2)}, below ${floor}.`,
          addMs(now, HOUR),
          'Let the domain rest, or add another.',
        );
  },
};

import { addMs, HOUR } from '../../../kernel/clock.ts';
import { isOwned } from '../../resources/domain-ownership.ts';
import { type Guard, pass, wait } from './guard.ts';

/** Below this a domain is rotated out (spec R3, DomainRotationRule). */
const ROTATE_BELOW = 0.7;

export const domainHealth: Guard = {
  code: 'DOMAIN_UNHEALTHY',
  channels: ['email'],
  check: ({ domain, now }) => {
    if (!domain) return wait('The mission has no sending domain.', addMs(now, HOUR), 'Add a sending domain.');
    if (!isOwned(domain)) {
      return wait(
        `Nobody has proven yet that ${domain.domain} is yours.`,
        addMs(now, HOUR),
        `Set its TXT record and say "rex domains verify ${domain.domain}".`,
      );
    }
    if (domain.status !== 'active') {
      return wait(`${domain.domain} is paused.`, addMs(now, HOUR), 'Resume the domain.');
    }
    return domain.reputation >= ROTATE_BELOW || domain.tier === 'warming'
      ? pass(`${domain.domain} has a reputation of ${domain.reputation.toFixed(2)}.`)
      : wait(
          `${domain.domain} has a reputation of ${domain.reputation.toFixed(2)}, below ${ROTATE_BELOW}.`,
          addMs(now, HOUR),
          'Let the domain rest, or add another.',
        );
  },
};

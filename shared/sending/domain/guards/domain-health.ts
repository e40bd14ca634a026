import { isOwned } from '../../../domains/domain/domain-ownership.ts';
import { addMs, HOUR } from '../../../kernel/clock.ts';
import { type Guard, pass, wait } from './guard.ts';

export const domainHealth: Guard = {
  code: 'DOMAIN_UNHEALTHY',
  channels: ['email'],
  check: ({ domain, now, settings }) => {
    const { rotateBelowReputation: limit } = settings.rules;
    if (!domain) return wait('The mission has no sending domain.', addMs(now, HOUR), 'Add a sending domain.');
    if (!isOwned(domain)) {
      return wait(
        `Nobody has proven yet that ${domain.domain} is yours.`,
        addMs(now, HOUR),
        `Set its TXT record and run "rex domains verify ${domain.domain}".`,
      );
    }
    if (domain.status !== 'active') {
      return wait(`${domain.domain} is paused.`, addMs(now, HOUR), 'Resume the domain.');
    }
    return domain.reputation >= limit || domain.tier === 'warming'
      ? pass(`${domain.domain} has a reputation of ${domain.reputation.toFixed(2)}.`)
      : wait(
          `${domain.domain} has a reputation of ${domain.reputation.toFixed(2)}, below ${limit}.`,
          addMs(now, HOUR),
          'Let the domain rest, or add another.',
        );
  },
};

import { isInboxPaused } from '../../../domains/domain/sending-domain.ts';
import { addMs, HOUR, nextUtcDay } from '../../../kernel/clock.ts';
import { type Guard, pass, wait } from './guard.ts';

export const warmupCap: Guard = {
  code: 'WARMUP_CAP',
  channels: ['email'],
  check: ({ left, domain, now }) =>
    left.domain > 0
      ? pass(`${domain?.domain ?? 'The domain'} may send ${left.domain} more today.`)
      : wait(
          `${domain?.domain ?? 'The domain'} has reached its daily limit.`,
          nextUtcDay(now),
          'Wait, or add a domain.',
        ),
};

export const inboxCap: Guard = {
  code: 'INBOX_CAP',
  channels: ['email'],
  check: ({ left, mission, domain, now }) => {
    const inbox = mission.reservation?.inbox;
    if (domain && isInboxPaused(domain, inbox))
      return wait(
        `The inbox ${inbox} is paused.`,
        addMs(now, HOUR),
        `Run "rex inboxes resume ${inbox}@${domain.domain}".`,
      );
    return left.inbox > 0
      ? pass('The sender may send more today.')
      : wait(
          `${mission.reservation?.inbox ?? 'The sender'} has reached its daily limit.`,
          nextUtcDay(now),
          'Wait, or add an inbox to the domain.',
        );
  },
};

export const dailyBudget: Guard = {
  code: 'DAILY_BUDGET',
  check: ({ left, settings, now }) =>
    left.workspace > 0
      ? pass(`${left.workspace} of ${settings.dailyBudget} messages are left today.`)
      : wait(
          `The day's budget of ${settings.dailyBudget} messages is spent.`,
          nextUtcDay(now),
          'Wait, or raise `dailyBudget` in the settings.',
        ),
};

import { WAITS_AT_MOST_MS } from '../../../replies/domain/absence.ts';
import { block, type Guard, pass, type SendContext, wait } from './guard.ts';

/** The person is away, or an operator postponed the lead: the sequence waits, and then continues. */
export const notBefore: Guard<Pick<SendContext, 'lead' | 'now'>> = {
  code: 'NOT_BEFORE',
  check: ({ lead, now }) => {
    const { at, because, reply } = lead.notBefore ?? {};
    const until = new Date(at ?? 0);
    if (now >= until) return pass('Rex need not wait for a later day to write to this person.');
    const explanation =
      because === 'absent'
        ? `The person is away (${reply}): nothing goes out before ${at}.`
        : `A decision on ${reply} postponed messages until ${at}.`;
    return until.getTime() - now.getTime() > WAITS_AT_MOST_MS
      ? block(`${explanation} That is too long for a mission to wait.`, 'Start another mission then.')
      : wait(explanation, until, 'Wait: the sequence continues by itself then.');
  },
};

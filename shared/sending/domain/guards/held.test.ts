import { describe, expect, it } from 'vitest';
import { free, hold, iso, mission, now, person } from '../../../../test/support/send-context.ts';
import { addMs, HOUR } from '../../../kernel/clock.ts';
import { held } from './held.ts';

const DAY_H = 24;
const since = (hours: number, createdAt = iso(-100 * DAY_H)) => ({
  ...free,
  ...person({ hold: { ...hold, since: iso(hours) } }),
  mission: { ...mission, createdAt },
});

describe('a person who is held', () => {
  it('is looked at again a day later, or when the mission gives up on them', () => {
    expect(held.check(since(-1))).toMatchObject({ verdict: 'wait', until: addMs(now, DAY_H * HOUR) });
    expect(held.check(since(-13.5 * DAY_H))).toMatchObject({
      verdict: 'wait',
      until: addMs(now, 12 * HOUR),
    });
  });

  it('is given up after 14 days to the millisecond, of which none is before the mission', () => {
    expect(held.check({ ...since(-14 * DAY_H), now: addMs(now, -1) }).verdict).toBe('wait');
    expect(held.check(since(-14 * DAY_H)).verdict).toBe('block');
    expect(held.check(since(-300 * DAY_H, iso(-DAY_H))).verdict).toBe('wait');
  });

  it('is named with the reply that came last', () => {
    const replies = ['r_first', 'r_second', 'r_third'];
    const context = { ...free, ...person({ hold: { ...hold, since: iso(-1), replies } }) };
    expect(held.check(context)).toMatchObject({ unblock: 'Read it and decide: `rex replies show r_third`.' });
  });
});

import { expect, it } from 'vitest';
import { free, now, person } from '../../../../test/support/send-context.ts';
import { addMs, DAY } from '../../../kernel/clock.ts';
import { WAITS_AT_MOST_MS } from '../../../replies/domain/absence.ts';
import { notBefore } from './not-before.ts';

it.each([
  ['in a millisecond', 1, 'wait'],
  ['now', 0, 'pass'],
  ['yesterday', -DAY, 'pass'],
  ['as late as a mission waits', WAITS_AT_MOST_MS, 'wait'],
  ['later than a mission waits', WAITS_AT_MOST_MS + 1, 'block'],
])('a day to come that is %s: %s ms from now, %s', (_, ms, verdict) => {
  const at = addMs(now, ms);
  const context = {
    ...free,
    ...person({ notBefore: { at: at.toISOString(), because: 'absent', reply: 'r_1' } }),
  };
  expect(notBefore.check(context)).toMatchObject(verdict === 'wait' ? { verdict, until: at } : { verdict });
});

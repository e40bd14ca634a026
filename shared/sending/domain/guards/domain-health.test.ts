import { describe, expect, it } from 'vitest';
import { domain, free, settings } from '../../../../test/support/send-context.ts';
import { domainHealth } from './domain-health.ts';

const rotateBelow = (rotateBelowReputation: number) => ({
  settings: { ...settings, rules: { ...settings.rules, rotateBelowReputation } },
});

describe('a domain may be sent from', () => {
  it.each([
    ['at the reputation from which on missions stay with it', 0.7, 0.7, {}, 'pass'],
    ['not below it', 0.7, 0.69, {}, 'wait'],
    ['not below it, where the workspace asks for more', 0.95, 0.9, {}, 'wait'],
    ['not below it when it is warming up either', 0.7, 0.69, { tier: 'warming' }, 'wait'],
    ['not below the reputation that a prewarmed domain must have', 0.7, 0.79, { tier: 'prewarmed' }, 'wait'],
    ['not when it rests', 0.7, 1, { status: 'resting' }, 'wait'],
    ['not when it is paused, whatever its reputation', 0.7, 1, { status: 'paused' }, 'wait'],
    [
      'not as long as nobody has proven whose it is',
      0.7,
      1,
      { ownership: { state: 'pending', challenge: 'c' } },
      'wait',
    ],
    ['not when its pool is of before that was asked', 0.7, 1, { ownership: undefined }, 'wait'],
  ] as const)('%s', (_, limit, reputation, change, verdict) => {
    const context = { ...free, ...rotateBelow(limit), ...domain({ reputation, ...change }) };
    expect(domainHealth.check(context).verdict).toBe(verdict);
  });
});

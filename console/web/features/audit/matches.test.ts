import { describe, expect, it } from 'vitest';
import { matches } from './matches.ts';

const event = {
  channel: 'domains',
  name: 'domain.warmup-changed',
  actor: { kind: 'user', id: 'ann@acme.example' },
} as const;

describe('matches', () => {
  it('takes everything without a filter', () => {
    expect(matches({}, event)).toBe(true);
  });

  it('compares channel, name and person', () => {
    expect(matches({ channel: 'domains', name: 'warmup', who: 'ANN' }, event)).toBe(true);
    expect(matches({ name: 'warmup changed' }, event)).toBe(true);
    expect(matches({ who: 'user' }, event)).toBe(true);
    expect(matches({ channel: 'errors' }, event)).toBe(false);
    expect(matches({ name: 'paused' }, event)).toBe(false);
    expect(matches({ who: 'ben' }, event)).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { warmupWait } from './warmup-wait.ts';

const NOW = Date.parse('2026-03-31T23:10:00.000Z');
const warming = { warmup: 'warming', heldUntil: null, sentToday: 19, dailyCap: 20 } as const;

describe('warmupWait', () => {
  it('waits for nothing while today has room, and when the domain is warm', () => {
    expect(warmupWait(warming, NOW)).toBeUndefined();
    expect(warmupWait({ ...warming, warmup: 'warm', sentToday: 20 }, NOW)).toBeUndefined();
  });

  it('goes on with the next UTC day when the volume of today is sent', () => {
    expect(warmupWait({ ...warming, sentToday: 20 }, NOW)).toEqual({
      because: 'full',
      until: '2026-04-01T00:00:00.000Z',
    });
  });

  it('goes on when its bad days are over', () => {
    expect(warmupWait({ ...warming, warmup: 'held', heldUntil: '2026-04-05' }, NOW)).toEqual({
      because: 'held',
      until: '2026-04-05T00:00:00.000Z',
    });
  });
});

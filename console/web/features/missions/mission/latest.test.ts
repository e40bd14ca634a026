import { describe, expect, it } from 'vitest';
import { latestOf } from './latest.ts';

const at = (day: number) => `2026-01-0${day}T00:00:00.000Z`;
const claimed = {
  claimedAt: at(1),
  sentAt: null,
  deliveredAt: null,
  openedAt: null,
  clickedAt: null,
  repliedAt: null,
  unsubscribedAt: null,
  bookedAt: null,
  bouncedAt: null,
};

describe('what came of a message', () => {
  it('is at least that it was claimed', () => {
    expect(latestOf(claimed)).toEqual({ what: 'Claimed', at: at(1) });
  });

  it('is the reply, although an open was noticed later', () => {
    const message = { ...claimed, sentAt: at(1), deliveredAt: at(2), repliedAt: at(3), openedAt: at(4) };
    expect(latestOf(message)).toEqual({ what: 'Replied', at: at(3) });
  });
});

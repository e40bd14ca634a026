import { describe, expect, it } from 'vitest';
import { sampleSend } from '../../../test/support/samples.ts';
import { countsOfChange } from './counts-of-change.ts';

const at = '2026-01-02T00:00:00.000Z';
const claimed = sampleSend({ state: 'claimed' });
const unknown = sampleSend({ state: 'unknown' });

describe('what is counted of a change of a message', () => {
  it.each([
    ['delivered', { deliveredAt: at }],
    ['bounced', { bouncedAt: at }],
    ['complained', { complainedAt: at }],
    ['opened', { openedAt: at }],
    ['clicked', { clickedAt: at }],
    ['replied', { repliedAt: at }],
    ['unsubscribed', { unsubscribedAt: at }],
  ])('%s, once', (name, moment) => {
    const after = { ...claimed, ...moment };
    expect(countsOfChange(claimed, after)).toEqual({ [name]: 1 });
    expect(countsOfChange(after, after)).toEqual({});
    expect(
      countsOfChange({ ...claimed, ...moment }, { ...claimed, ...moment, openedAt: at, clickedAt: at }),
    ).toEqual(
      Object.fromEntries(['opened', 'clicked'].filter((each) => each !== name).map((each) => [each, 1])),
    );
  });

  it('is nothing of a program that opened it', () => {
    expect(countsOfChange(claimed, { ...claimed, machineOpenedAt: at, machineClickedAt: at })).toEqual({});
  });

  it('is the sending where nobody knew of it before', () => {
    expect(countsOfChange(unknown, { ...unknown, state: 'sent', sentAt: at })).toEqual({ sent: 1 });
    expect(countsOfChange(unknown, { ...unknown, state: 'delivered', deliveredAt: at })).toEqual({
      sent: 1,
      delivered: 1,
    });
    expect(countsOfChange(claimed, { ...claimed, state: 'sent', sentAt: at })).toEqual({});
    expect(countsOfChange(unknown, { ...unknown, state: 'rejected' })).toEqual({});
  });
});

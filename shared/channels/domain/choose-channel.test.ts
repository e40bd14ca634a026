import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHANNELS } from '../contract/channels.ts';
import { type ChannelOption, chooseChannel } from './choose-channel.ts';

const email: ChannelOption = { channel: 'email', costUsd: 0.0001, replyRate: 0.01, answered: false };
const sms: ChannelOption = { channel: 'sms', costUsd: 0.0085, replyRate: 0.03, answered: false };
const linkedin: ChannelOption = { channel: 'linkedin', costUsd: 0.5, replyRate: 0.05, answered: false };

describe('chooseChannel', () => {
  it('chooses the channel with the highest expected value after its cost', () => {
    expect(chooseChannel([email, sms, linkedin], 5)).toEqual({
      channel: 'sms',
      reason: 'By SMS: 3.0 % answer at $0.0085 a message; e-mail: 1.0 % answer at $0.0001 a message.',
    });
    expect(chooseChannel([email, sms, linkedin], 0.1).channel).toBe('email');
    expect(chooseChannel([email, sms, linkedin], 100).channel).toBe('linkedin');
  });

  it('prefers the channel on which the person answered before', () => {
    expect(chooseChannel([sms, { ...email, answered: true }], 5)).toEqual({
      channel: 'email',
      reason: 'By e-mail: answered there before.',
    });
  });

  it('takes the channel that is named first when two are equal', () => {
    expect(chooseChannel([{ ...sms, channel: 'whatsapp' }, sms], 5).channel).toBe('whatsapp');
  });

  it('falls back to e-mail and names the obstacle of the other channel', () => {
    expect(chooseChannel([{ ...sms, obstacle: 'no consent is recorded' }], 5)).toEqual({
      channel: 'email',
      reason: 'By e-mail, for SMS is out (no consent is recorded).',
    });
    expect(chooseChannel([], 5).channel).toBe('email');
  });

  it('never chooses a channel with an obstacle', () => {
    const option = fc.record({
      channel: fc.constantFrom(...CHANNELS),
      obstacle: fc.option(fc.constant('x'), { nil: undefined }),
      costUsd: fc.double({ min: 0, max: 1, noNaN: true }),
      replyRate: fc.double({ min: 0, max: 1, noNaN: true }),
      answered: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.uniqueArray(option, { selector: ({ channel }) => channel }), (options) => {
        const chosen = chooseChannel(options, 5).channel;
        const usable = options.filter(({ obstacle }) => !obstacle).map(({ channel }) => channel);
        expect(usable.length > 0 ? usable : ['email']).toContain(chosen);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHANNELS } from '../contract/channels.ts';
import { type ChannelOption, chooseChannel } from './choose-channel.ts';
import { type PastResponse, RESPONSES } from './past-response.ts';

const email: ChannelOption = { channel: 'email', costUsd: 0.0001, replyRate: 0.01, past: {} };
const sms: ChannelOption = { channel: 'sms', costUsd: 0.0085, replyRate: 0.03, past: {} };
const whatsapp: ChannelOption = { channel: 'whatsapp', costUsd: 0.03, replyRate: 0.03, past: {} };
const linkedin: ChannelOption = { channel: 'linkedin', costUsd: 0.5, replyRate: 0.05, past: {} };
const ALL = [email, sms, whatsapp, linkedin];
const NO_CONSENT = 'no consent is recorded';

const choice = (options: readonly ChannelOption[], valueUsd = 5) => chooseChannel(options, valueUsd).channel;
const having = (option: ChannelOption, past: PastResponse): ChannelOption => ({ ...option, past });

describe('cost', () => {
  it('is taken from the value of the answer that may come', () => {
    expect(chooseChannel([email, sms, linkedin], 5)).toEqual({
      channel: 'sms',
      reason: 'By SMS: 3.0 % answer at $0.0085 a message; e-mail: 1.0 % answer at $0.0001 a message.',
    });
    expect(choice(ALL, 0.1)).toBe('email');
    expect(choice(ALL, 100)).toBe('linkedin');
    expect(choice(ALL, 0)).toBe('email');
  });

  it('decides alone between channels by which people answer alike', () => {
    expect(choice([whatsapp, sms])).toBe('sms');
    expect(choice([sms, whatsapp])).toBe('sms');
  });
});

describe('past response', () => {
  it.each(ALL)('leads to $channel when they answered there', (option) => {
    const options = ALL.map((each) => (each === option ? having(each, { answered: 1 }) : each));
    expect(choice(options)).toBe(option.channel);
  });

  it.each(ALL)('leads away from $channel the longer they were silent there', (option) => {
    const other: ChannelOption = {
      ...option,
      channel: option === email ? 'sms' : 'email',
      replyRate: option.replyRate * 0.8,
    };
    expect(choice([option, other])).toBe(option.channel);
    expect(choice([having(option, { unanswered: 6 }), other])).toBe(other.channel);
  });

  it('follows a click, though less than an answer', () => {
    expect(choice([having(email, { clicked: 1 }), sms])).toBe('email');
    expect(choice([having(email, { clicked: 1 }), having(sms, { answered: 1 })])).toBe('sms');
  });

  it('leaves e-mail sooner after a bounce than after silence', () => {
    expect(choice([email, sms], 0.4)).toBe('email');
    expect(choice([having(email, { unanswered: 1 }), sms], 0.4)).toBe('email');
    expect(choice([having(email, { bounced: 1 }), sms], 0.4)).toBe('sms');
  });

  it('forgets an answer that years of silence followed', () => {
    expect(choice([having(email, { answered: 1, unanswered: 5 }), sms])).toBe('email');
    expect(choice([having(email, { answered: 1, unanswered: 40 }), sms])).toBe('sms');
  });

  it('is stated with the reason', () => {
    expect(chooseChannel([having(email, { answered: 1, unanswered: 2 }), sms], 5)).toEqual({
      channel: 'email',
      reason:
        'By e-mail: 8.5 % answer at $0.0001 a message (1 answered, 2 unanswered before); SMS: 3.0 % answer at $0.0085 a message.',
    });
  });
});

describe('an obstacle', () => {
  it('leads to e-mail when it is all there is, and is named', () => {
    expect(chooseChannel([{ ...sms, obstacle: NO_CONSENT }], 5)).toEqual({
      channel: 'email',
      reason: 'By e-mail, for SMS is out (no consent is recorded).',
    });
    expect(chooseChannel([], 5)).toEqual({
      channel: 'email',
      reason: 'By e-mail, for no other channel is named.',
    });
  });

  it('outweighs every answer', () => {
    const answered = having({ ...sms, obstacle: NO_CONSENT }, { answered: 9 });
    expect(chooseChannel([answered, email], 5)).toEqual({
      channel: 'email',
      reason: 'By e-mail: 1.0 % answer at $0.0001 a message; SMS is out (no consent is recorded).',
    });
  });
});

it('takes of equal channels the one that the settings name first', () => {
  expect(choice([{ ...sms, channel: 'whatsapp' }, sms])).toBe('whatsapp');
  expect(choice([sms, { ...sms, channel: 'whatsapp' }])).toBe('sms');
});

describe('whatever is known', () => {
  const past = fc.record(
    Object.fromEntries(RESPONSES.map((response) => [response, fc.integer({ min: 0, max: 20 })])),
    { requiredKeys: [] },
  );
  const option = fc.record({
    channel: fc.constantFrom(...CHANNELS),
    obstacle: fc.option(fc.constant(NO_CONSENT), { nil: undefined }),
    costUsd: fc.double({ min: 0, max: 1, noNaN: true }),
    replyRate: fc.double({ min: 0, max: 1, noNaN: true }),
    past,
  });
  const options = fc.uniqueArray(option, { selector: ({ channel }) => channel });
  const value = fc.double({ min: 0, max: 100, noNaN: true });

  it('never chooses a channel without consent', () => {
    fc.assert(
      fc.property(options, value, (all, valueUsd) => {
        const usable = all.filter(({ obstacle }) => !obstacle).map(({ channel }) => channel);
        expect(usable.length > 0 ? usable : ['email']).toContain(choice(all, valueUsd));
      }),
    );
  });

  it('never chooses the dearer of two channels that are equal in all else', () => {
    fc.assert(
      fc.property(option, value, fc.double({ min: 0.001, max: 1, noNaN: true }), (one, valueUsd, more) => {
        const cheap: ChannelOption = { ...one, obstacle: undefined, channel: 'sms' };
        const dear: ChannelOption = { ...cheap, channel: 'whatsapp', costUsd: cheap.costUsd + more };
        expect(choice([dear, cheap], valueUsd)).toBe('sms');
        expect(choice([cheap, dear], valueUsd)).toBe('sms');
      }),
    );
  });

  it('chooses the same in any order, where no two cost and promise the same', () => {
    const distinct = options.filter((all) => new Set(all.map(({ costUsd }) => costUsd)).size === all.length);
    const shuffled = distinct.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, value, ([all, other], valueUsd) => {
        expect(choice(other, valueUsd)).toBe(choice(all, valueUsd));
      }),
    );
  });

  it('an answer never leads away from its channel, nor silence or a bounce towards it', () => {
    const grown = fc.tuple(options, value, fc.constantFrom('answered', 'unanswered', 'bounced'));
    fc.assert(
      fc.property(grown, ([all, valueUsd, response]) => {
        const [first] = all;
        if (!first) return;
        const more = having(first, { ...first.past, [response]: (first.past[response] ?? 0) + 1 });
        const [was, is] = [choice(all, valueUsd), choice([more, ...all.slice(1)], valueUsd)];
        if (response === 'answered' && was === first.channel) expect(is).toBe(first.channel);
        if (response !== 'answered' && was !== first.channel) expect(is).toBe(was);
      }),
    );
  });
});

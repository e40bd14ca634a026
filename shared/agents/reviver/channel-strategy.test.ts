import { describe, expect, it } from 'vitest';
import { sampleSend } from '../../../test/support/samples.ts';
import { free, heard, lead, mission, number, settings } from '../../../test/support/send-context.ts';
import { CHANNELS, channelSettingsSchema } from '../../channels/contract/channels.ts';
import { hearNumber } from '../../channels/domain/contact-number.ts';
import { planSequence } from '../../content/domain/sequence.ts';
import { builtInTexts } from '../../content/domain/short-texts.ts';
import type { MissionContent } from '../../drafting/domain/content.ts';
import { addMs, HOUR } from '../../kernel/clock.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import { contactLease } from '../../sending/domain/guards/contact-lease.ts';
import { sendWindow } from '../../sending/domain/guards/send-window.ts';
import { applyFeedback, type Send } from '../../sending/domain/send.ts';
import { type ChannelPast, hasChoice, planChannels } from './channel-strategy.ts';

const NOW = new Date('2026-01-05T10:00:00.000Z');
const SENT = '2024-01-08T10:00:00.000Z';
const content: MissionContent = {
  version: 1,
  source: 'built-in',
  notes: [],
  templates: planSequence({ steps: 6, variants: ['A', 'B'] }),
  brand: {
    brandName: settings.brandName,
    senderName: settings.senderName,
    postalAddress: '12 Quay Street, Portland',
    website: 'https://www.harbour.example',
    bookingUrl: 'https://www.harbour.example/book',
    offer: 'a first consultation at no charge',
  },
  brandObservedOn: '2026-01-01',
  from: { name: 'Elena', address: 'elena@mail.harbour.example' },
  replyDomain: 'reply.harbour.example',
  channels: {
    settings: channelSettingsSchema.parse({ steps: [['email', 'sms']], sms: { sender: '+15005550006' } }),
    replyRates: { email: 0.01, sms: 0.01 },
    texts: builtInTexts(),
  },
};
const willing: Lead = {
  ...lead,
  profile: {
    ...lead.profile,
    firstName: 'Bob',
    phone: '+4915228817386',
    channelConsents: { sms: 'subscribed' },
  },
};
const plan = (past: Partial<ChannelPast>, who = willing, now = NOW) =>
  planChannels(
    { content, mission, now },
    who,
    { variant: 'A' },
    { number: undefined, sends: [], ...past },
  )?.[0];
const channelAfter = (...sends: Send[]) => plan({ sends })?.channel;

const mail = sampleSend({ state: 'delivered', claimedAt: SENT, deliveredAt: SENT });
const text = sampleSend({ ...mail, channel: 'sms' });
const later = (minutes: number): string => new Date(Date.parse(SENT) + minutes * 60_000).toISOString();
const silent = (send: Send, times: number): Send[] =>
  Array.from({ length: times }, (_, i) => ({ ...send, step: i + 1 }));

describe('the past of a person', () => {
  it('decides nothing while there is none', () => {
    expect(plan({})).toMatchObject({
      channel: 'email',
      reason: 'By e-mail: 1.0 % answer at $0.0001 a message; SMS: 1.0 % answer at $0.0085 a message.',
    });
  });

  it('leads to SMS after years of silence by e-mail, and back after silence by both', () => {
    expect(channelAfter(...silent(mail, 6))).toBe('sms');
    expect(plan({ sends: silent(mail, 6) })?.reason).toContain('(6 unanswered before)');
    expect(channelAfter(...silent(mail, 6), ...silent(text, 6))).toBe('email');
  });

  it('leads to the channel of an answer, a booking or a click', () => {
    expect(channelAfter(...silent(mail, 5), { ...mail, repliedAt: later(60) })).toBe('email');
    expect(channelAfter(...silent(mail, 5), { ...mail, bookedAt: later(60) })).toBe('email');
    expect(channelAfter(...silent(mail, 2), { ...mail, clickedAt: later(60) })).toBe('email');
    expect(channelAfter(...silent(mail, 3), { ...text, repliedAt: later(60) })).toBe('sms');
  });

  it('knows an answer by the number where the message that it answers is unknown', () => {
    const answered = hearNumber(number, 'sms', 'answered', heard(-5));
    expect(plan({ number: answered })).toMatchObject({
      channel: 'sms',
      reason: expect.stringContaining('(1 answered before)'),
    });
  });

  it('counts clicks by the probability that a person made them, and opens not at all', () => {
    const signs = (kind: 'opened' | 'clicked', sign: string): Send =>
      applyFeedback(mail, { kind, at: later(60), signs: [sign] });
    expect(channelAfter(...silent(mail, 3))).toBe('sms');
    expect(channelAfter(...silent(mail, 3), signs('clicked', 'told_person'))).toBe('email');
    expect(channelAfter(...silent(mail, 3), signs('clicked', 'told_machine'))).toBe('sms');
    expect(channelAfter(...silent(mail, 3), signs('opened', 'told_person'))).toBe('sms');
  });

  it('counts a bounce more than silence, and what was never sent not at all', () => {
    const bounced: Send = { ...mail, state: 'bounced', bouncedAt: SENT };
    expect(channelAfter(bounced)).toBe('sms');
    expect(plan({ sends: [bounced] })?.reason).toContain('e-mail: 0.7 % answer');
    expect(
      plan({
        sends: [
          { ...mail, state: 'dry_run' },
          { ...mail, state: 'rejected' },
        ],
      }),
    ).toEqual(plan({}));
  });
});

describe('consent', () => {
  const answered = [{ ...text, repliedAt: later(60) }];
  const without = (change: Partial<Lead['profile']>): Lead => ({
    ...willing,
    profile: { ...willing.profile, ...change },
  });

  it.each([
    ['none is recorded', without({ channelConsents: {} }), {}, 'no consent is recorded'],
    ['they opted out', without({ channelConsents: { sms: 'opted_out' } }), {}, 'the person has opted out'],
    [
      'the number is stopped',
      willing,
      { number: hearNumber(number, 'sms', 'asked', heard(-5)) },
      'the number is stopped',
    ],
    [
      'they are suppressed there',
      { ...willing, suppressedOn: { sms: { reason: 'manual', at: SENT, source: 'x' } } } satisfies Lead,
      {},
      'the person is suppressed there',
    ],
  ])('keeps a message from SMS when %s, even where they answered', (_, who, past, clause) => {
    expect(plan({ sends: answered })?.channel).toBe('sms');
    expect(plan({ sends: answered, ...past }, who)).toMatchObject({
      channel: 'email',
      reason: expect.stringContaining(`SMS is out (${clause})`),
    });
  });

  it('may be a START of the number', () => {
    const started = hearNumber(number, 'sms', 'started', heard(-5));
    expect(plan({ sends: answered, number: started }, without({ channelConsents: {} }))?.channel).toBe('sms');
  });
});

it('sends by e-mail alone where a lead has no telephone', () => {
  const { phone: _, ...profile } = willing.profile;
  expect(plan({}, { ...willing, profile })?.reason).toMatch(/; SMS is out \(.+\)\.$/);
});

describe('quiet hours and the lease of the person', () => {
  const leased: Lead = { ...willing, lease: { holder: 'another', until: addMs(NOW, HOUR).toISOString() } };
  const night = new Date('2026-01-06T02:00:00.000Z');

  it('delay a message on every channel alike, and so never change the choice', () => {
    expect([sendWindow.channels, contactLease.channels]).toEqual([undefined, undefined]);
    for (const channel of CHANNELS) {
      expect(sendWindow.check({ ...free, now: night }).verdict).toBe('wait');
      expect(contactLease.check({ ...free, channel, now: NOW, lead: leased }).verdict).toBe('wait');
    }
    for (const sends of [[], silent(mail, 6), [{ ...mail, repliedAt: later(60) }]]) {
      expect(plan({ sends }, willing, night)).toEqual(plan({ sends }));
      expect(plan({ sends }, leased)).toEqual(plan({ sends }));
    }
  });
});

it('reads the past only where a step has a choice', () => {
  const withSteps = (steps: ('email' | 'sms')[][]) =>
    hasChoice({
      channels: content.channels && {
        ...content.channels,
        settings: channelSettingsSchema.parse({ steps }),
      },
    });
  expect(withSteps([['email'], ['sms', 'email']])).toBe(true);
  expect(withSteps([['email'], ['sms']])).toBe(false);
  expect(hasChoice({ channels: undefined })).toBe(false);
});

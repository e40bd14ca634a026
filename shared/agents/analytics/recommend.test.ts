import { describe, expect, it } from 'vitest';
import { newEngagementHours } from '../../sending/domain/send-time.ts';
import { settingsSchema } from '../../workspaces/contract/settings.ts';
import { type Facts, recommend } from './recommend.ts';

const settings = (change: object = {}) =>
  settingsSchema.parse({
    brandName: 'Acme',
    senderName: 'Ann',
    postalAddress: '1 Main Street',
    website: 'https://acme.example',
    ...change,
  });
const NO_COUNTS = { sent: 1000, bounced: 0, complained: 0, unsubscribed: 0, replied: 30 };
const facts = (change: Partial<Facts> = {}): Facts => ({
  settings: settings(),
  counts: NO_COUNTS,
  busiestDay: 600,
  trends: [],
  variants: { A: { successes: 0, trials: 0 }, B: { successes: 0, trials: 0 } },
  hours: undefined,
  ...change,
});
const counts = (change: Partial<Facts['counts']>) => ({ counts: { ...NO_COUNTS, ...change } });
/** Learned of 24 hours at which 500 e-mails each were sent: everywhere 20 were answered, at ten o'clock 100. */
const hours = {
  ...newEngagementHours('acme'),
  sent: new Array<number>(24).fill(500),
  engaged: Array.from({ length: 24 }, (_, hour) => (hour === 10 ? 100 : 20)),
};
const channelCounts = (channels: object) => ({ ...newEngagementHours('acme'), channels });
const steps = (...each: string[][]) => settings({ channels: { steps: each } });

describe('a recommendation of each kind', () => {
  it.each<[string, Partial<Facts>, object]>([
    ['bounces', counts({ bounced: 40 }), { setting: 'dailyBudget', from: 10_000, to: 300 }],
    ['complaints', counts({ complained: 4 }), { setting: 'frequencyCap.minHoursBetween', from: 48, to: 96 }],
    ['unsubscribes', counts({ unsubscribed: 30 }), { setting: 'requireConsent', from: false, to: true }],
    [
      'variants',
      { variants: { A: { successes: 20, trials: 1000 }, B: { successes: 70, trials: 1000 } } },
      { setting: 'variants', from: ['A', 'B'], to: ['B'] },
    ],
    [
      'send-hour',
      { hours, settings: settings({ sendTime: { optimise: false } }) },
      { setting: 'sendTime.optimise', from: false, to: true },
    ],
    [
      'exploration',
      {
        hours: { ...newEngagementHours('acme'), sent: [...new Array<number>(23).fill(0), 900].toReversed() },
        settings: settings({ sendTime: { explore: 0 }, sendWindow: { startHour: 0, endHour: 24 } }),
      },
      { setting: 'sendTime.explore', from: 0, to: 0.1 },
    ],
    [
      'replies',
      {
        hours: channelCounts({ email: { sent: 1000, replied: 50 }, linkedin: { sent: 300, replied: 2 } }),
        settings: steps(['email'], ['linkedin', 'email'], ['linkedin']),
      },
      {
        setting: 'channels.steps',
        from: [['email'], ['linkedin', 'email'], ['linkedin']],
        to: [['email'], ['email'], ['email']],
      },
    ],
    [
      'replies',
      {
        hours: channelCounts({ email: { sent: 1000, replied: 20 }, linkedin: { sent: 300, replied: 40 } }),
        settings: steps(['email'], ['email', 'linkedin']),
      },
      {
        setting: 'channels.steps',
        from: [['email'], ['email', 'linkedin']],
        to: [
          ['linkedin', 'email'],
          ['linkedin', 'email'],
        ],
      },
    ],
  ])('%s', (cause, change, expected) => {
    const found = recommend(facts(change));
    expect(found.map((each) => each.cause)).toEqual([cause]);
    expect(found[0]?.change).toEqual(expected);
    expect(found[0]?.evidence).toMatch(/\d/);
  });
});

describe('nothing is recommended', () => {
  it.each<[string, Partial<Facts>]>([
    ['of numbers that are good', {}],
    ['of a rate that is high by chance: one bounce of ten', counts({ sent: 10, bounced: 1 })],
    ['of nothing that was sent', counts({ sent: 0 })],
    ['of an hour that chance could have made', { hours: newEngagementHours('acme') }],
    ['that the settings say already: the better hour', { hours }],
    [
      'that the settings say already: the better variant',
      {
        settings: settings({ variants: ['B'] }),
        variants: { A: { successes: 20, trials: 1000 }, B: { successes: 70, trials: 1000 } },
      },
    ],
  ])('%s', (_, change) => {
    expect(recommend(facts(change))).toEqual([]);
  });
});

it('a recommendation that no setting can carry out tells a person what to do', () => {
  const found = recommend(
    facts({
      settings: settings({ requireConsent: true, dailyBudget: 100 }),
      counts: { ...NO_COUNTS, bounced: 60, unsubscribed: 60 },
      variants: { A: { successes: 5, trials: 100 }, B: { successes: 6, trials: 100 } },
      hours: channelCounts({ email: { sent: 2000, replied: 4 } }),
    }),
  );
  expect(found.map(({ kind, cause, change }) => [kind, cause, change.setting])).toEqual([
    ['deliverability', 'bounces', 'none'],
    ['audience', 'unsubscribes', 'none'],
    ['content', 'variants', 'none'],
    ['channel', 'replies', 'none'],
  ]);
});

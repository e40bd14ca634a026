import type { Definition } from '../definition.ts';

const trend = (name: string, role: string, of: string, per?: string): Definition => ({
  name,
  role,
  capability: 'trend',
  config: per === undefined ? { of } : { of, per },
  reads: ['days'],
  example: { input: { days: 28 } },
});
const compare = (name: string, role: string, success: string): Definition => ({
  name,
  role,
  capability: 'compare',
  config: { success },
  example: { input: { a: { successes: 40, trials: 1_000 }, b: { successes: 90, trials: 1_000 } } },
});

export const DATA: readonly Definition[] = [
  trend('reply-trend-analyst', 'Says whether more or fewer people answer.', 'replied', 'sent'),
  trend('bounce-trend-analyst', 'Says whether more or fewer mails bounce.', 'bounced', 'sent'),
  trend('complaint-trend-analyst', 'Says whether more or fewer people complain.', 'complained', 'delivered'),
  trend('click-trend-analyst', 'Says whether more or fewer people click.', 'clicked', 'delivered'),
  trend(
    'leaving-trend-analyst',
    'Says whether more or fewer people unsubscribe.',
    'unsubscribed',
    'delivered',
  ),
  trend('volume-trend-analyst', 'Says whether more or less is sent.', 'sent'),
  trend('booking-trend-analyst', 'Says whether more or fewer meetings are booked.', 'booked'),
  compare('reply-judge', 'Says which of two variants is answered more.', 'replies'),
  compare('booking-judge', 'Says which of two variants brings more meetings.', 'meetings'),
  {
    name: 'numbers-reporter',
    role: 'Says what the last day brought.',
    capability: 'report',
    config: { about: 'mail in the last 24 hours', points: 8 },
    reads: ['mail'],
    example: {
      input: {},
      answer: { points: [{ text: '0 mails were sent in the last 24 hours.', fact: 'mail.sent' }] },
    },
  },
  {
    name: 'spend-reporter',
    role: 'Says what language models cost today, and what is left.',
    capability: 'report',
    config: { about: 'the cost of language models today', points: 3 },
    reads: ['money'],
    example: { input: {} },
  },
  {
    name: 'metric-answerer',
    role: 'Answers what a number means and how it is counted, from its documents.',
    capability: 'answer',
    config: { category: 'performance-metrics' },
    example: { input: { question: 'How is the turntable reply rate counted?' } },
  },
  {
    name: 'figures-extractor',
    role: 'Takes numbers, amounts and percentages out of a text.',
    capability: 'extract',
    config: {
      fields: [
        { name: 'percentages', form: 'percentage', means: 'shares in per cent' },
        { name: 'amounts', form: 'amount', means: 'amounts of money' },
        { name: 'numbers', form: 'number', means: 'all numbers' },
      ],
    },
    example: { input: { text: 'Sales rose by 12 % to €40,000 with 3 people.' } },
  },
];

import type { Definition } from '../definition.ts';

const think = (name: string, role: string, asks: string, title: string, why: string): Definition => ({
  name,
  role,
  capability: 'think',
  config: { asks, count: 5 },
  example: { input: { about: 'Win back owners of turntables' }, answer: { ideas: [{ title, why }] } },
});

export const INTELLECT: readonly Definition[] = [
  think(
    'idea-finder',
    'Finds ways to reach a goal.',
    'Find different ways to reach this goal.',
    'Ask them first',
    'They know why they left.',
  ),
  think(
    'assumption-finder',
    'Names what a plan takes for granted.',
    'Name what this takes for granted, and how it could be tested.',
    'They still own one',
    'Ask a few of them before the rest.',
  ),
  think(
    'premortem-holder',
    'Imagines that a plan has failed, and says why.',
    'Imagine that this has failed. Say why.',
    'Nobody remembered us',
    'The last letter was long ago.',
  ),
  think(
    'counter-arguer',
    'Argues against a decision as well as can be.',
    'Argue against this as well as you can.',
    'Let them go',
    'Some people do not want to hear from you.',
  ),
  {
    name: 'option-ranker',
    role: 'Puts options in order by reach, impact, confidence and effort (RICE).',
    capability: 'rank',
    config: { formula: 'rice' },
    example: {
      input: {
        items: [
          { name: 'Letter', reach: 500, impact: 2, confidence: 0.8, effort: 4 },
          { name: 'Event', reach: 40, impact: 8, confidence: 0.5, effort: 20 },
        ],
      },
    },
  },
  {
    name: 'quick-win-ranker',
    role: 'Puts ideas in order by impact, confidence and ease (ICE).',
    capability: 'rank',
    config: { formula: 'ice' },
    example: { input: { items: [{ name: 'New subject', impact: 4, confidence: 0.7, ease: 9 }] } },
  },
  {
    name: 'risk-ranker',
    role: 'Puts risks in order by what they would cost, times how likely they are.',
    capability: 'rank',
    config: { formula: 'risk' },
    example: {
      input: {
        items: [
          { name: 'Domain listed', likelihood: 0.1, impact: 9 },
          { name: 'Typo', likelihood: 0.5, impact: 1 },
        ],
      },
    },
  },
  {
    name: 'budget-splitter',
    role: 'Divides a budget by weights, within bounds.',
    capability: 'split',
    config: { unit: 'units of the currency' },
    example: {
      input: {
        total: 1_000,
        items: [
          { name: 'Ads', weight: 3, atMost: 500 },
          { name: 'Mail', weight: 1 },
        ],
      },
    },
  },
  {
    name: 'practice-answerer',
    role: 'Answers what has worked before, from the best practices.',
    capability: 'answer',
    config: { category: 'best-practices' },
    example: { input: { question: 'What works best for turntable customers?' } },
  },
  {
    name: 'strategy-answerer',
    role: 'Answers questions about campaigns from their documents.',
    capability: 'answer',
    config: { category: 'campaign-management' },
    example: { input: { question: 'What is the goal of the turntable campaign?' } },
  },
  {
    name: 'advice-reporter',
    role: 'Says which recommendations are open, and why.',
    capability: 'report',
    config: { about: 'open recommendations', points: 6 },
    reads: ['recommendations'],
    example: { input: {} },
  },
  {
    name: 'objection-classifier',
    role: 'Says which objection a message makes.',
    capability: 'classify',
    config: {
      otherwise: 'no objection',
      labels: [
        {
          name: 'price',
          means: 'it costs too much',
          words: ['expensive', 'price', 'cost', 'budget', 'cheaper', 'afford'],
        },
        {
          name: 'time',
          means: 'not now',
          words: ['later', 'next year', 'busy', 'no time', 'not now', 'timing'],
        },
        {
          name: 'need',
          means: 'it is not needed',
          words: ['no need', 'do not need', "don't need", 'already have', 'not relevant'],
        },
        {
          name: 'trust',
          means: 'it is not believed',
          words: ['who are you', 'spam', 'trust', 'references', 'proof', 'scam'],
        },
        {
          name: 'authority',
          means: 'somebody else decides',
          words: ['my boss', 'manager decides', 'colleague', 'not my decision', 'procurement'],
        },
      ],
    },
    example: {
      input: { text: 'It is too expensive for our budget.' },
      answer: { label: 'price', because: ['expensive', 'budget'] },
    },
  },
];

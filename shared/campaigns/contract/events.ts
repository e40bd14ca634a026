import * as z from 'zod';
import { instantSchema } from '../../kernel/contract/common.ts';
import { events } from '../../kernel/contract/event-contract.ts';
import { CAMPAIGN_STATES, campaignIdSchema } from './campaign.ts';
import { INTELLIGENCE_TYPES } from './intelligence.ts';
import { MOVE_STATES } from './move.ts';

const campaign = 'cm_01jd8w5gk3q4v6x8z0a2c4e6g8';
const ENTRY = { version: 1, channel: 'analytics', aggregate: 'INTELLIGENCE' } as const;
const entry = z.object({
  type: z.enum(INTELLIGENCE_TYPES),
  title: z.string(),
  source: z.string(),
  confidence: z.number(),
  validUntil: instantSchema.nullable(),
});
const entryExample = {
  type: 'competitive',
  title: 'Discogs raised its fees',
  source: 'https://www.discogs.example/fees',
  confidence: 0.9,
  validUntil: null,
} as const;

const ACHIEVEMENT = { version: 1, channel: 'analytics', aggregate: 'ACHIEVEMENT' } as const;
const achievement = z.object({
  name: z.string(),
  rule: z.string().nullable(),
  campaign: campaignIdSchema.nullable(),
  metric: z.string(),
  atLeast: z.number(),
  value: z.number().nullable().describe('When it was awarded'),
});
const achievementExample = {
  name: 'The first meeting',
  rule: 'first-meeting',
  campaign: null,
  metric: 'booked',
  atLeast: 1,
  value: 1,
};

export const campaignEvents = events({
  'campaign.changed': {
    version: 1,
    channel: 'missions',
    aggregate: 'CAMPAIGN',
    summary: 'A campaign was created, changed, started, paused, finished, cancelled or removed.',
    data: z.object({
      change: z.string().describe('What happened to it'),
      name: z.string(),
      state: z.enum(CAMPAIGN_STATES),
      part: z.string().nullable().describe('The mission or task that joined or left'),
      reason: z.string().nullable(),
    }),
    example: { change: 'start', name: 'Spring sale', state: 'running', part: null, reason: null },
  },
  'move.changed': {
    version: 1,
    channel: 'missions',
    aggregate: 'MOVE',
    summary: 'A move of a campaign was planned or changed, began, or ended.',
    data: z.object({
      change: z.string().describe('What happened to it'),
      campaign: campaignIdSchema,
      title: z.string(),
      state: z.enum(MOVE_STATES),
      part: z.string().nullable().describe('The mission or task that carries it out'),
      reason: z.string().nullable(),
    }),
    example: {
      change: 'start',
      campaign,
      title: 'Write to collectors',
      state: 'started',
      part: null,
      reason: null,
    },
  },
  'achievement.set': {
    ...ACHIEVEMENT,
    summary: 'A member set a milestone, or changed or removed one.',
    data: achievement.extend({ change: z.string() }),
    example: { ...achievementExample, rule: null, value: null, change: 'create' },
  },
  'achievement.awarded': {
    ...ACHIEVEMENT,
    summary: 'A milestone was reached, by the numbers.',
    data: achievement,
    example: achievementExample,
  },
  'intelligence.added': {
    ...ENTRY,
    summary: 'Something was learned about the world outside.',
    data: entry,
    example: entryExample,
  },
  'intelligence.changed': {
    ...ENTRY,
    summary: 'An entry of intelligence was changed.',
    data: entry,
    example: entryExample,
  },
  'intelligence.removed': {
    ...ENTRY,
    summary: 'An entry of intelligence was removed.',
    data: entry,
    example: entryExample,
  },
});

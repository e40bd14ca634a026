import * as z from 'zod';
import { approvalIdSchema, missionIdSchema } from '../../kernel/contract/common.ts';
import { events } from '../../kernel/contract/event-contract.ts';
import {
  changeSchema,
  RECOMMENDATION_KINDS,
  RECOMMENDATION_STATES,
} from '../../workspaces/contract/setting-change.ts';

const RECOMMENDATION = { version: 1, channel: 'analytics', aggregate: 'RECOMMENDATION' } as const;

const data = z.object({
  kind: z.enum(RECOMMENDATION_KINDS),
  cause: z.string(),
  state: z.enum(RECOMMENDATION_STATES),
  sentence: z.string(),
  evidence: z.string(),
  missionId: missionIdSchema,
  change: changeSchema,
  approvalId: approvalIdSchema.optional(),
  reason: z.string().optional(),
});
const example = {
  kind: 'deliverability',
  cause: 'bounces',
  state: 'open',
  sentence: 'Send less a day until bounces fall.',
  evidence: '61 of 1,240 messages bounced (4.9 %).',
  missionId: 'm_01jd8w5gk3q4v6x8z0a2c4e6g8',
  change: { setting: 'dailyBudget', from: 10_000, to: 250 },
} as const;

export const recommendationEvents = events({
  'recommendation.made': {
    ...RECOMMENDATION,
    summary: 'A mission or a review found something that should be changed.',
    data,
    example,
  },
  'recommendation.repeated': {
    ...RECOMMENDATION,
    summary: 'A mission or a review found an open recommendation again, with newer numbers.',
    data,
    example,
  },
  'recommendation.requested': {
    ...RECOMMENDATION,
    summary: 'A person asked to apply a recommendation: the approval of its change waits.',
    data,
    example: { ...example, state: 'requested', approvalId: 'a_01jd8w5gk3q4v6x8z0a2c4e6g8' },
  },
  'recommendation.applied': {
    ...RECOMMENDATION,
    summary: 'The change of a recommendation was approved and made.',
    data,
    example: { ...example, state: 'applied', approvalId: 'a_01jd8w5gk3q4v6x8z0a2c4e6g8' },
  },
  'recommendation.reopened': {
    ...RECOMMENDATION,
    summary: 'Nobody answered the approval of a recommendation in time: the recommendation is open again.',
    data,
    example,
  },
  'recommendation.superseded': {
    ...RECOMMENDATION,
    summary: 'A recommendation was superseded: by a newer one, or because the setting changed.',
    data,
    example: { ...example, state: 'superseded', reason: 'Newer numbers say something else.' },
  },
  'recommendation.dismissed': {
    ...RECOMMENDATION,
    summary: 'A person dismissed a recommendation, or rejected its change.',
    data,
    example: { ...example, state: 'dismissed', reason: 'We clean the list first.' },
  },
});

import * as z from 'zod';
import { instantSchema, missionIdSchema } from '../../kernel/contract/common.ts';
import { events } from '../../kernel/contract/event-contract.ts';

/** What lords, guilds and agents tell each other. Names and channels are public contracts. */
const confidence = z.number().min(0).max(1);
const text = z.string();
/** A thing of Rex, such as a mission and its id. */
const subject = z.enum(['mission', 'task', 'campaign', 'move']);

const INITIATIVE = { version: 1, channel: 'guild_broadcast', aggregate: 'INITIATIVE' } as const;
const initiative = z.object({ title: text, goal: text, status: text, by: text });
const initiativeExample = {
  title: 'Answer within an hour',
  goal: 'Halve the time until a reply is read',
  status: 'proposed',
  by: 'architect',
};

const ARCHITECTURE = { version: 1, channel: 'guild_data', aggregate: 'ARCHITECTURE' } as const;
const STRATEGY = { version: 1, channel: 'guild_broadcast', aggregate: 'STRATEGY' } as const;
const strategy = z.object({ guild: text, summary: text, changes: z.array(text) });
const strategyExample = { guild: 'research', summary: 'Two segments are enough.', changes: [] };

const LEARNING = { version: 1, channel: 'guild_intellect', aggregate: 'LEARNING' } as const;
const DECISION = { version: 1, channel: 'guild_intellect', aggregate: 'COUNCIL_DECISION' } as const;
const decision = z.object({ question: text, outcome: text, reason: text, by: text, confidence });
const decisionExample = {
  question: 'Which segment first?',
  outcome: 'collectors',
  reason: 'They answer most.',
  by: 'cognition',
  confidence: 0.7,
};

const TREND = { version: 1, channel: 'guild_research', aggregate: 'TREND' } as const;
const trend = z.object({
  metric: text,
  method: text,
  direction: z.enum(['strongly_up', 'up', 'stable', 'down', 'strongly_down']),
  horizonDays: z.number().int(),
  confidence,
});
const trendExample = {
  metric: 'replied',
  method: 'linear',
  direction: 'up' as const,
  horizonDays: 14,
  confidence: 0.6,
};

const CONFLICT = { version: 1, channel: 'conflicts_channel', aggregate: 'CONFLICT' } as const;
const conflict = z.object({
  type: text,
  severity: z.enum(['critical', 'high', 'medium', 'low']),
  parties: z.array(text),
  about: text,
});
const conflictExample = {
  type: 'resource_allocation',
  severity: 'medium' as const,
  parties: ['m_01jd8w5gk3q4v6x8z0a2c4e6g8', 'm_01jd8w5gk3q4v6x8z0a2c4e6g9'],
  about: 'mail.acme.example',
};

const CONTENT = { version: 1, channel: 'guild_muse', aggregate: 'CONTENT' } as const;
const content = z.object({
  kind: z.enum(['messages', 'answer', 'task', 'content']),
  approvalId: text,
  digest: text.describe('Of exactly what was decided on'),
  missionId: missionIdSchema.nullable(),
  taskId: text.nullable(),
  reason: text.nullable(),
});
const contentExample = {
  kind: 'messages' as const,
  approvalId: 'a_01jd8w5gk3q4v6x8z0a2c4e6g8',
  digest: '9f2c4a',
  missionId: 'm_01jd8w5gk3q4v6x8z0a2c4e6g8',
  taskId: null,
  reason: null,
};

export const councilEvents = events({
  INITIATIVE_CREATED: {
    ...INITIATIVE,
    summary: 'An initiative was written down.',
    data: initiative,
    example: initiativeExample,
  },
  INITIATIVE_PROPOSED: {
    ...INITIATIVE,
    summary: 'An initiative waits for a decision.',
    data: initiative,
    example: initiativeExample,
  },
  INITIATIVE_APPROVED: {
    ...INITIATIVE,
    summary: 'An initiative was approved.',
    data: initiative,
    example: { ...initiativeExample, status: 'approved' },
  },
  ARCHITECTURE_ANALYZED: {
    ...ARCHITECTURE,
    summary: 'Latency, throughput and errors of this system were analysed.',
    data: z.object({ component: text, findings: z.array(text) }),
    example: { component: 'api', findings: ['Its p95 is 29 ms.'] },
  },
  ARCHITECTURE_OPTIMIZED: {
    ...ARCHITECTURE,
    summary: 'A component was made better: measured before, expected after.',
    data: z.object({ component: text, metric: text, before: z.number(), expected: z.number() }),
    example: { component: 'api', metric: 'p95Ms', before: 29, expected: 20 },
  },
  STRATEGY_REVIEWED: {
    ...STRATEGY,
    summary: 'The strategy of a guild was reviewed.',
    data: strategy,
    example: strategyExample,
  },
  STRATEGY_UPDATED: {
    ...STRATEGY,
    summary: 'The strategy of a guild was changed.',
    data: strategy,
    example: { ...strategyExample, changes: ['Only two segments'] },
  },
  LEARNING_RECORDED: {
    ...LEARNING,
    summary: 'A success, a failure or a pattern was recorded.',
    data: z.object({ kind: z.enum(['success', 'failure', 'pattern']), source: text, text, confidence }),
    example: { kind: 'pattern', source: 'missions', text: 'Mondays bring most replies.', confidence: 0.8 },
  },
  LEARNING_SYNTHESIZED: {
    ...LEARNING,
    summary: 'Learnings were put together.',
    data: z.object({
      kind: z.enum(['trend', 'pattern', 'prediction', 'recommendation']),
      text,
      from: z.array(text).describe('Ids of the learnings'),
      confidence,
    }),
    example: { kind: 'recommendation', text: 'Begin on Mondays.', from: ['le_1', 'le_2'], confidence: 0.7 },
  },
  DECISION_MADE: { ...DECISION, summary: 'A lord decided.', data: decision, example: decisionExample },
  DECISION_CHALLENGED: {
    ...DECISION,
    summary: 'A decision was challenged.',
    data: decision.extend({ challengedBy: text }),
    example: { ...decisionExample, challengedBy: 'strategos' },
  },
  TREND_PREDICTED: { ...TREND, summary: 'A trend was predicted.', data: trend, example: trendExample },
  TREND_UPDATED: {
    ...TREND,
    summary: 'A prediction was made anew with later numbers.',
    data: trend,
    example: { ...trendExample, direction: 'stable' },
  },
  INTELLIGENCE_GATHERED: {
    version: 1,
    channel: 'intelligence_channel',
    aggregate: 'INTELLIGENCE',
    summary: 'Something was learned about the world outside.',
    data: z.object({
      type: text,
      title: text,
      source: text,
      confidence,
      validUntil: instantSchema.nullable(),
    }),
    example: {
      type: 'competitive',
      title: 'Discogs raised its fees',
      source: 'https://www.discogs.example/fees',
      confidence: 0.9,
      validUntil: null,
    },
  },
  CONFLICT_REGISTERED: {
    ...CONFLICT,
    summary: 'Two parties want the same thing.',
    data: conflict,
    example: conflictExample,
  },
  CONFLICT_RESOLVED: {
    ...CONFLICT,
    summary: 'A conflict was decided.',
    data: conflict.extend({ resolution: text, fairness: confidence }),
    example: { ...conflictExample, resolution: 'The older mission sends first.', fairness: 0.9 },
  },
  CONTENT_APPROVED: {
    ...CONTENT,
    summary: 'Exactly this content was approved, by a person or by its quality.',
    data: content,
    example: contentExample,
  },
  CONTENT_REJECTED: {
    ...CONTENT,
    summary: 'A person rejected content, nobody answered in time, or it was below the threshold of quality.',
    data: content,
    example: { ...contentExample, reason: 'The offer is out of date.' },
  },
  RESOURCE_ALLOCATED: {
    version: 1,
    channel: 'guild_execution',
    aggregate: 'ALLOCATION',
    summary: 'The allocator gave resources to somebody.',
    data: z.object({
      holder: text.describe('The mission or campaign that has them'),
      resources: z
        .array(text)
        .describe('Such as `domain mail.acme.example`; those of a mission by their kinds'),
      reason: text,
    }),
    example: {
      holder: 'm_01jd8w5gk3q4v6x8z0a2c4e6g8',
      resources: ['domain mail.acme.example'],
      reason: 'A person allocated it.',
    },
  },
  TASK_ASSIGNED: {
    version: 1,
    channel: 'guild_execution',
    aggregate: 'ASSIGNED_TASK',
    summary: 'A task was given to an agent or to people.',
    data: z.object({
      taskId: text,
      type: text,
      title: text,
      assignee: text.describe('The agent, or `person`'),
      priority: text,
      missionId: missionIdSchema.nullable(),
    }),
    example: {
      taskId: 't_01jd8w5gk3q4v6x8z0a2c4e6g8',
      type: 'seo.audit',
      title: 'Look at the home page',
      assignee: 'seo',
      priority: 'normal',
      missionId: null,
    },
  },
  PROGRESS_UPDATED: {
    version: 1,
    channel: 'guild_execution',
    aggregate: 'PROGRESS',
    summary: 'A mission, a task, a campaign or a move went on.',
    data: z.object({ subject, id: text, state: text, title: text.nullable(), reason: text.nullable() }),
    example: {
      subject: 'mission',
      id: 'm_01jd8w5gk3q4v6x8z0a2c4e6g8',
      state: 'COMPLETED',
      title: null,
      reason: 'The report is written.',
    },
  },
  NOTIFICATION_SENT: {
    version: 1,
    channel: 'guild_heart',
    aggregate: 'SENT_NOTIFICATION',
    summary: 'A member was told of something.',
    data: z.object({ noticeId: text, channel: text, kind: text, about: text, severity: text }),
    example: {
      noticeId: 'n_01jd8w5gk3q4v6x8z0a2c4e6g8',
      channel: 'email',
      kind: 'alert',
      about: 'al_01jd8w5gk3q4v6x8z0a2c4e6g8',
      severity: 'critical',
    },
  },
});
export type CouncilEventName = keyof typeof councilEvents;

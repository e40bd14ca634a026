import * as z from 'zod';
import {
  instantSchema,
  missionIdSchema,
  pageQuerySchema,
  sinceSchema,
} from '../../kernel/contract/common.ts';
import { ADMINS, ANYONE, routes } from '../../kernel/contract/route.ts';
import { ruleSettingsSchema } from './settings.ts';

export const LAYERS = ['state-machine', 'rules', 'llm'] as const;
const layerSchema = z.enum(LAYERS);

export const recordedDecisionSchema = z
  .object({
    id: z.string(),
    at: instantSchema,
    situation: z
      .string()
      .nullable()
      .describe('The kind of question that was decided, such as dispatch or failure'),
    subject: z.string().nullable().describe('The mission, cohort or domain that the decision is about'),
    layer: layerSchema,
    rule: z.string(),
    action: z.string(),
    confidence: z.number(),
    explanation: z.string(),
    facts: z.record(z.string(), z.unknown()),
    thresholds: z.record(z.string(), z.number()).nullable(),
    durationMs: z.number(),
    cached: z.boolean(),
  })
  .meta({ id: 'Decision' });

const latencySchema = z.object({ p50: z.number(), p95: z.number(), p99: z.number() }).nullable();

/** Changes to the rules in force, to try them out. Everything that is not named here stays as it is. */
export const rulesDocumentSchema = z
  .strictObject({
    thresholds: ruleSettingsSchema
      .partial()
      .optional()
      .describe('Thresholds to use instead of those recorded with each decision'),
    disable: z.array(z.string().max(60)).max(100).optional().describe('Names of rules to leave out'),
    rules: z
      .array(z.looseObject({ name: z.string().max(60) }))
      .max(200)
      .optional()
      .describe('Rules to add. A rule with the name of an existing one replaces it'),
  })
  .meta({ id: 'RulesDocument' });

export const differenceSchema = z.object({
  id: z.string(),
  at: instantSchema,
  situation: z.string(),
  subject: z.string().nullable(),
  recorded: z.object({ rule: z.string(), action: z.string() }),
  replayed: z.object({ rule: z.string(), action: z.string(), explanation: z.string() }),
});

export const decisionRoutes = routes({
  listDecisions: {
    operationId: 'listDecisions',
    method: 'GET',
    path: '/api/rex/decisions',
    summary: 'Decisions, newest first: the layer and rule that decided, the reason, and the facts.',
    roles: ANYONE,
    query: pageQuerySchema.extend({
      since: sinceSchema.optional(),
      layer: layerSchema.optional(),
      rule: z.string().max(100).optional(),
      action: z.string().max(60).optional(),
      missionId: missionIdSchema.optional(),
    }),
    success: {
      status: 200,
      schema: z.object({ decisions: z.array(recordedDecisionSchema), cursor: z.string().nullable() }),
    },
    errors: ['VALIDATION_FAILED'],
  },
  decisionStats: {
    operationId: 'decisionStats',
    method: 'GET',
    path: '/api/rex/decisions/stats',
    summary:
      'How many decisions each layer made, how long they took, and how often a cached answer was used.',
    roles: ANYONE,
    query: z.object({ since: sinceSchema.default('24h') }),
    success: {
      status: 200,
      schema: z.object({
        since: instantSchema,
        read: z.number().int(),
        complete: z
          .boolean()
          .describe('false: there are more decisions than were read, and the numbers cover only the newest'),
        layers: z.array(
          z.object({
            layer: layerSchema,
            count: z.number().int(),
            share: z.number().min(0).max(1),
            latencyMs: latencySchema,
          }),
        ),
        cacheHitRate: z
          .number()
          .nullable()
          .describe(
            'Share of decisions of the model that used a cached answer; null when it decided nothing',
          ),
        rules: z.array(z.object({ rule: z.string(), action: z.string(), count: z.number().int() })),
      }),
    },
    errors: ['VALIDATION_FAILED'],
  },
  replayDecisions: {
    operationId: 'replayDecisions',
    method: 'POST',
    path: '/api/rex/decisions/replay',
    summary: 'Replays recorded decisions under the current rules or others, and returns the differences.',
    roles: ADMINS,
    body: z.strictObject({
      since: sinceSchema.default('30d'),
      rules: rulesDocumentSchema.optional(),
      cursor: z.string().max(2000).optional(),
      limit: z.number().int().min(1).max(1000).default(500),
    }),
    success: {
      status: 200,
      schema: z.object({
        replayed: z.number().int(),
        skipped: z
          .number()
          .int()
          .describe(
            'Decisions that cannot be replayed: those of the sending guards, and old ones without a situation',
          ),
        differences: z.array(differenceSchema),
        cursor: z.string().nullable(),
      }),
    },
    errors: ['VALIDATION_FAILED'],
  },
});

import * as z from 'zod';
import {
  instantSchema,
  leadIdSchema,
  missionIdSchema,
  pageQuerySchema,
} from '../../kernel/contract/common.ts';
import { ANYONE, routes } from '../../kernel/contract/route.ts';

export const profileIdSchema = z
  .string()
  .regex(/^p_[0-9a-z]{26}$/, 'a profile id looks like p_ and 26 characters');

export const SEGMENT_VERDICTS = ['first', 'then', 'leave'] as const;

const interval = z.object({ low: z.number(), high: z.number() });
const heldOut = interval.extend({ auc: z.number() }).describe('On leads that it was not fitted to');

const segmentViewSchema = z.object({
  name: z.string().max(80).describe('What a mission names it by'),
  leads: z.number().int(),
  reachable: z.number().int().describe('Those that may be written to at all'),
  score: z.number().describe('Mean of the weighted score, 0 to 100'),
  converted: z.object({
    count: z.number().int(),
    of: z.number().int().describe('Leads whose outcome is known'),
    rate: z.number().nullable(),
    interval95: interval.nullable().describe('Wilson score interval'),
  }),
  verdict: z.enum(SEGMENT_VERDICTS).describe('Write to it first, then, or leave it'),
  because: z.string(),
});

const summaryShape = {
  id: profileIdSchema,
  number: z.number().int().describe('Number of the profile in the workspace, from 1'),
  missionId: missionIdSchema,
  createdAt: instantSchema,
  leads: z.number().int(),
  segments: z.number().int(),
  first: z.array(z.string()).describe('Segments to write to first'),
  basis: z.enum(['fitted', 'weighted']).describe('Which score is used'),
};

const profileViewSchema = z
  .object({
    ...summaryShape,
    reachable: z.number().int(),
    leftOut: z.number().int().describe('Leads in groups that are too small even when merged'),
    minSegmentLeads: z.number().int(),
    outcomes: z
      .object({ source: z.enum(['import', 'ledger']), known: z.number().int(), positive: z.number().int() })
      .nullable()
      .describe('import: a column of the list; ledger: who answered or bought after Rex wrote'),
    segments: z.array(segmentViewSchema),
    model: z.object({
      used: z.boolean(),
      reason: z.string(),
      leads: z.number().int(),
      positive: z.number().int(),
      fitted: heldOut.nullable(),
      weighted: heldOut.nullable(),
      gain: interval.extend({ by: z.number() }).nullable().describe('In AUC, fitted less weighted'),
      columns: z.array(z.string()).describe('What the fitted model reads'),
      refused: z
        .array(z.object({ column: z.string(), reason: z.string(), auc: z.number().nullable() }))
        .describe('Columns that no model may learn from, because they are known after the outcome'),
    }),
    weights: z.record(z.string(), z.number()),
  })
  .meta({ id: 'IcpProfile' });
export type ProfileView = z.infer<typeof profileViewSchema>;

const icpScoreSchema = z
  .object({
    leadId: leadIdSchema,
    profileId: profileIdSchema
      .nullable()
      .describe('null before the first profile: then only the weights count'),
    score: z.number().describe('0 to 100'),
    basis: z.enum(['fitted', 'weighted']),
    segment: z.string().nullable(),
    weighted: z.number(),
    parts: z.array(
      z.object({
        factor: z.enum(['firmographic', 'role', 'engagement', 'reachability']),
        weight: z.number().describe('Of all weights together'),
        value: z.number().describe('0 to 1'),
        sentence: z.string(),
      }),
    ),
    moved: z
      .array(z.object({ what: z.string(), by: z.number() }))
      .describe('What moves the fitted model most for this lead, in log odds'),
  })
  .meta({ id: 'IcpScore' });
export type IcpScore = z.infer<typeof icpScoreSchema>;

export const profileRoutes = routes({
  listProfiles: {
    operationId: 'listProfiles',
    method: 'GET',
    path: '/api/rex/icp/profiles',
    summary: 'Profiles of the ideal customer, newest first; an icp_extraction mission makes one.',
    roles: ANYONE,
    query: pageQuerySchema,
    success: {
      status: 200,
      schema: z.object({ profiles: z.array(z.object(summaryShape)), cursor: z.string().nullable() }),
    },
    errors: ['VALIDATION_FAILED'],
  },
  latestProfile: {
    operationId: 'latestProfile',
    method: 'GET',
    path: '/api/rex/icp/profiles/latest',
    summary:
      'The newest profile: segments with a verdict on each, the model, and the columns that it refused.',
    roles: ANYONE,
    success: { status: 200, schema: profileViewSchema },
    errors: ['NOT_FOUND'],
  },
  getProfile: {
    operationId: 'getProfile',
    method: 'GET',
    path: '/api/rex/icp/profiles/{id}',
    summary: 'A profile.',
    roles: ANYONE,
    params: z.object({ id: profileIdSchema }),
    success: { status: 200, schema: profileViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  scoreLead: {
    operationId: 'scoreLead',
    method: 'POST',
    path: '/api/rex/icp/score',
    summary: 'How well a lead fits the newest profile, with every part of the score.',
    roles: ANYONE,
    body: z.strictObject({ leadId: leadIdSchema }),
    success: { status: 200, schema: icpScoreSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
});

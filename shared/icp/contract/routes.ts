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
const heldOut = interval.extend({ auc: z.number() }).describe('AUC on held-out leads, with its interval');

const segmentViewSchema = z.object({
  name: z.string().max(80).describe('Name of the segment, as missions give it in `segment`'),
  leads: z.number().int(),
  reachable: z.number().int().describe('Number of leads that may be contacted'),
  score: z.number().describe('Mean weighted score of the leads, 0 to 100'),
  converted: z.object({
    count: z.number().int(),
    of: z.number().int().describe('Number of leads whose outcome is known'),
    rate: z.number().nullable(),
    interval95: interval.nullable().describe('Wilson score interval'),
  }),
  verdict: z
    .enum(SEGMENT_VERDICTS)
    .describe('first: write to this segment first; then: write to it after those; leave: do not write to it'),
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
  basis: z.enum(['fitted', 'weighted']).describe('The score that the profile uses'),
};

const profileViewSchema = z
  .object({
    ...summaryShape,
    reachable: z.number().int(),
    leftOut: z
      .number()
      .int()
      .describe('Number of leads in no segment, because their groups are too small even when merged'),
    minSegmentLeads: z.number().int(),
    outcomes: z
      .object({ source: z.enum(['import', 'ledger']), known: z.number().int(), positive: z.number().int() })
      .nullable()
      .describe(
        'The known outcomes. Source import: a column of the list; ledger: who replied or bought after a message of Rex',
      ),
    segments: z.array(segmentViewSchema),
    model: z.object({
      used: z.boolean(),
      reason: z.string(),
      leads: z.number().int(),
      positive: z.number().int(),
      fitted: heldOut.nullable(),
      weighted: heldOut.nullable(),
      gain: interval
        .extend({ by: z.number() })
        .nullable()
        .describe('AUC of the fitted score minus AUC of the weighted score, with its interval'),
      columns: z.array(z.string()).describe('Columns that the fitted model uses'),
      refused: z
        .array(z.object({ column: z.string(), reason: z.string(), auc: z.number().nullable() }))
        .describe(
          'Columns that the model must not use, because their values are known only after the outcome',
        ),
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
      .describe('The profile that was used; null before the first one, when only the weights count'),
    score: z.number().describe('How well the lead fits, 0 to 100'),
    basis: z.enum(['fitted', 'weighted']),
    segment: z.string().nullable(),
    weighted: z.number(),
    parts: z.array(
      z.object({
        factor: z.enum(['firmographic', 'role', 'engagement', 'reachability']),
        weight: z.number().describe('Weight of the factor, as a share of all weights'),
        value: z.number().describe('Value of the factor for this lead, 0 to 1'),
        sentence: z.string(),
      }),
    ),
    moved: z
      .array(z.object({ what: z.string(), by: z.number() }))
      .describe('The facts that change the fitted score of this lead most, in log odds'),
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

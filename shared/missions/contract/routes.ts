import * as z from 'zod';
import {
  idempotencyKeySchema,
  instantSchema,
  lineText,
  missionIdSchema,
  pageQuerySchema,
  plainText,
} from '../../kernel/contract/common.ts';
import { ANYONE, OPERATORS, routes } from '../../kernel/contract/route.ts';
import { unionBy } from '../../kernel/contract/union-by.ts';
import {
  MISSION_ROWS,
  MISSION_TYPES,
  type MissionType,
  missionStateSchema,
  missionSummarySchema,
  missionTypeSchema,
  missionViewSchema,
  type ParamsOf,
  type WorkflowsOf,
} from './mission.ts';
import { stillSendingSchema } from './still-sending.ts';

const common = {
  name: lineText({ max: 120 }).optional(),
  priority: z.number().int().min(0).max(100).default(50),
  deadline: instantSchema
    .optional()
    .describe(
      'When the mission should be completed. From four hours before it, it goes ahead of newly created missions in the queue',
    ),
};
const bodyOf = <const T extends MissionType, W extends readonly [string, ...string[]], P extends z.ZodType>(
  type: T,
  workflows: W,
  params: P,
) =>
  z.strictObject({
    type: z.literal(type),
    ...common,
    workflow: z
      .enum(workflows)
      .default(workflows[0])
      .describe('The workflow to run. `GET /api/rex/workflows` lists them with their steps'),
    params,
  });

type Bodies = {
  [T in MissionType]: ReturnType<typeof bodyOf<T, WorkflowsOf<T>, z.ZodPrefault<ParamsOf<T>>>>;
}[MissionType];

export const createMissionBodySchema = unionBy<Bodies>(
  'type',
  MISSION_TYPES.map((type) => {
    const { workflows, params } = MISSION_ROWS[type];
    return bodyOf(type, workflows, z.prefault(params, {}));
  }),
).meta({ id: 'CreateMission' });

const params = z.object({ id: missionIdSchema });

const createdMissionSchema = z.object({ id: missionIdSchema, state: missionStateSchema });

export const missionRoutes = routes({
  createMission: {
    operationId: 'createMission',
    method: 'POST',
    path: '/api/rex/missions',
    summary: 'Create a mission. The request returns at once; the mission is queued.',
    roles: OPERATORS,
    body: createMissionBodySchema,
    headers: z.object({
      'idempotency-key': idempotencyKeySchema
        .optional()
        .describe('A repeat with the same key and body creates no second mission and returns the first one'),
    }),
    success: { status: 202, schema: createdMissionSchema },
    errors: ['VALIDATION_FAILED', 'IDEMPOTENCY_MISMATCH'],
  },
  listMissions: {
    operationId: 'listMissions',
    method: 'GET',
    path: '/api/rex/missions',
    summary:
      'Missions, newest first. One call looks at 100 at most: with a filter, a page may be short or empty and still have a cursor.',
    roles: ANYONE,
    query: pageQuerySchema.extend({
      state: missionStateSchema.optional(),
      type: missionTypeSchema.optional(),
      minPriority: z.coerce.number().int().min(0).max(100).optional(),
    }),
    success: {
      status: 200,
      schema: z.object({ missions: z.array(missionSummarySchema), cursor: z.string().nullable() }),
    },
    errors: ['VALIDATION_FAILED'],
  },
  getMission: {
    operationId: 'getMission',
    method: 'GET',
    path: '/api/rex/missions/{id}',
    summary: 'One mission: progress, steps, decisions, log, and the report when there is one.',
    roles: ANYONE,
    params,
    success: { status: 200, schema: missionViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  cancelMission: {
    operationId: 'cancelMission',
    method: 'POST',
    path: '/api/rex/missions/{id}/cancel',
    summary: 'Cancel a mission that has not finished: nothing more is sent, and its resources are released.',
    roles: OPERATORS,
    params,
    body: z.strictObject({ reason: plainText({ max: 300 }).default('Cancelled on request.') }).prefault({}),
    success: { status: 200, schema: createdMissionSchema.extend({ stillSending: stillSendingSchema }) },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  resumeMission: {
    operationId: 'resumeMission',
    method: 'POST',
    path: '/api/rex/missions/{id}/resume',
    summary:
      'Let a mission go on that was stopped because its first e-mails bounced. The test begins anew, with canaries again.',
    roles: OPERATORS,
    params,
    body: z.strictObject({ reason: plainText({ min: 3, max: 300 }).describe('Why it may go on') }),
    success: { status: 200, schema: createdMissionSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  retryMission: {
    operationId: 'retryMission',
    method: 'POST',
    path: '/api/rex/missions/{id}/retry',
    summary: 'Retry a failed or escalated mission, from where it stopped.',
    roles: OPERATORS,
    params,
    success: { status: 202, schema: createdMissionSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
});

import * as z from 'zod';
import {
  domainNameSchema,
  domainViewSchema,
  holderViewSchema,
  sendingDomainSchema,
} from '../../domains/contract/sending-domain.ts';
import {
  instantSchema,
  missionIdSchema,
  plainText,
  workspaceIdSchema,
} from '../../kernel/contract/common.ts';
import { ADMINS, ANYONE, OPERATORS, routes } from '../../kernel/contract/route.ts';
import { localPartSchema } from '../../mail/contract/local-part.ts';
import { missionStateSchema, missionTypeSchema } from '../../missions/contract/mission.ts';

const holders = z.array(holderViewSchema);

const resourcesSchema = z
  .object({
    crews: z.array(
      z.object({
        id: z.string(),
        missionTypes: z.array(z.string()),
        capacity: z.number().int().describe('Missions at once'),
        holders,
      }),
    ),
    domains: z.array(
      domainViewSchema.extend({
        holders,
        obstacle: z.string().nullable().describe('Why no more missions get it now'),
        inboxes: z.array(
          z.object({
            name: z.string(),
            dailyCap: z.number().int(),
            sentToday: z.number().int(),
            holders,
          }),
        ),
      }),
    ),
    quotas: z.array(
      z.object({
        provider: z.string(),
        slots: z.number().int().describe('Missions that may draw on the provider at once'),
        holders,
      }),
    ),
    providers: z.array(
      z.object({
        provider: z.string(),
        burst: z.number().int(),
        perMinute: z.number(),
        left: z
          .number()
          .int()
          .describe('Calls that may be made at once now; below zero while a burst is paid back'),
      }),
    ),
    waiting: z
      .array(
        z.object({
          missionId: missionIdSchema,
          name: z.string(),
          type: missionTypeSchema,
          priority: z.number().int(),
          deadline: instantSchema.nullable(),
          createdAt: instantSchema,
          waitingFor: z.string().nullable(),
        }),
      )
      .describe('Missions in the queue in the order in which they are assigned, the first of each type'),
  })
  .meta({ id: 'Resources' });
export type ResourcesView = z.infer<typeof resourcesSchema>;

const movedMissionSchema = z.object({
  missionId: missionIdSchema,
  state: missionStateSchema,
  domain: z.string().nullable().describe('From which domain it sends from now on; null until it is assigned'),
  moved: z.boolean(),
  needsApproval: z
    .boolean()
    .describe(
      'Its messages were drafted with the old sender. An approval binds the sender, so they are drafted and asked about anew; nothing of them goes out before that',
    ),
  reason: z.string(),
});
export type MovedMission = z.infer<typeof movedMissionSchema>;

const domainParams = z.object({ id: domainNameSchema });
const reason = plainText({ max: 300 });

const targetPerDay = z.number().int().min(1).max(1_000_000).default(2_000);
const inboxes = z
  .array(
    z.strictObject({
      name: localPartSchema,
      dailyCap: z.number().int().min(1).max(100_000).default(50),
    }),
  )
  .max(50)
  .default([])
  .describe('Senders of the domain, each with a cap of its own; without any, `senderLocalPart` sends');

const assignmentSchema = z
  .object({
    domain: z.string(),
    holder: z.string(),
    epoch: z
      .number()
      .int()
      .nullable()
      .describe('Grows with every reservation; null until the mission is assigned'),
    until: instantSchema.nullable(),
    mission: movedMissionSchema.nullable(),
  })
  .meta({ id: 'DomainAssignment' });

export const resourceRoutes = routes({
  listResources: {
    operationId: 'listResources',
    method: 'GET',
    path: '/api/rex/resources',
    summary: 'Crews, domains, inboxes, quotas and provider limits: who holds them, and who waits for what.',
    roles: ANYONE,
    success: { status: 200, schema: resourcesSchema },
    errors: [],
  },
  listDomains: {
    operationId: 'listDomains',
    method: 'GET',
    path: '/api/rex/domains',
    summary: 'The sending domains with warmup and health.',
    roles: ANYONE,
    success: { status: 200, schema: z.object({ domains: z.array(domainViewSchema) }) },
    errors: [],
  },
  addDomain: {
    operationId: 'addDomain',
    method: 'POST',
    path: '/api/rex/domains/add',
    summary:
      'Add a sending domain. Rex sends from it once the TXT record in the answer proves that it is yours; its warmup begins then.',
    roles: ADMINS,
    body: z.strictObject({
      domain: sendingDomainSchema,
      tier: z.enum(['custom', 'prewarmed', 'warming']).default('warming'),
      targetPerDay,
      inboxes,
    }),
    success: { status: 201, schema: domainViewSchema },
    errors: ['VALIDATION_FAILED', 'CONFLICT'],
  },
  verifyDomain: {
    operationId: 'verifyDomain',
    method: 'POST',
    path: '/api/rex/domains/{id}/verify',
    summary:
      'Check the TXT record that proves a domain. Rex also checks every hour; without the record the domain stays pending.',
    roles: ADMINS,
    params: domainParams,
    success: { status: 200, schema: domainViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  giveDomain: {
    operationId: 'giveDomain',
    method: 'POST',
    path: '/api/rex/domains/give',
    summary:
      'Give a prewarmed domain of the operators to a workspace. Only the operators’ own workspace may; others get NOT_FOUND.',
    roles: ADMINS,
    body: z.strictObject({
      domain: sendingDomainSchema,
      to: workspaceIdSchema.describe('The workspace that gets it'),
      targetPerDay,
      inboxes,
    }),
    success: { status: 201, schema: domainViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  rotateDomain: {
    operationId: 'rotateDomain',
    method: 'POST',
    path: '/api/rex/domains/rotate',
    summary:
      'Pause a domain and move its missions to the best other one. Messages that were drafted with the old sender need a new approval.',
    roles: OPERATORS,
    body: z.strictObject({
      domain: domainNameSchema.describe('The domain to pause'),
      to: domainNameSchema
        .optional()
        .describe('The domain to send from instead; the best other one when absent'),
      reason: reason.default('Rotated on request.'),
    }),
    success: {
      status: 200,
      schema: z.object({ domain: domainViewSchema, missions: z.array(movedMissionSchema) }),
    },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  pauseDomain: {
    operationId: 'pauseDomain',
    method: 'POST',
    path: '/api/rex/domains/{id}/pause',
    summary: 'Pause a domain: nothing more goes out from it until it is resumed, and its missions wait.',
    roles: OPERATORS,
    params: domainParams,
    body: z.strictObject({ reason: reason.default('Paused on request.') }).prefault({}),
    success: { status: 200, schema: domainViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  resumeDomain: {
    operationId: 'resumeDomain',
    method: 'POST',
    path: '/api/rex/domains/{id}/resume',
    summary: 'Let a paused domain send again.',
    roles: OPERATORS,
    params: domainParams,
    body: z.strictObject({ reason: reason.default('Resumed on request.') }).prefault({}),
    success: { status: 200, schema: domainViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  removeDomain: {
    operationId: 'removeDomain',
    method: 'POST',
    path: '/api/rex/domains/{id}/remove',
    summary: 'Remove a domain from the pool and give it up. A domain that missions hold is not removed.',
    roles: ADMINS,
    params: domainParams,
    success: { status: 200, schema: z.object({ domain: z.string() }) },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  assignDomain: {
    operationId: 'assignDomain',
    method: 'POST',
    path: '/domain/assign',
    summary:
      'Allocate a sending domain to a mission, or to a campaign for some hours. A mission that has drafts with another sender needs a new approval.',
    roles: OPERATORS,
    body: z
      .strictObject({
        missionId: missionIdSchema.optional(),
        campaign: z
          .string()
          .regex(/^[a-z0-9][a-z0-9-]{0,59}$/)
          .optional()
          .describe('Instead of a mission: any name; the same name again renews'),
        domain: domainNameSchema.optional().describe('The best one that is free when absent'),
        hours: z.number().int().min(1).max(720).default(24).describe('How long a campaign holds it'),
      })
      // The use case names the field; this is how a schema says the same.
      .meta({ oneOf: [{ required: ['missionId'] }, { required: ['campaign'] }] }),
    success: { status: 200, schema: assignmentSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
});

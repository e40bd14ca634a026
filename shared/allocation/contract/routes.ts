import * as z from 'zod';
import {
  domainNameSchema,
  domainStandingSchema,
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
import { stillSendingSchema } from '../../missions/contract/still-sending.ts';

const holders = z.array(holderViewSchema);

const resourcesSchema = z
  .object({
    crews: z.array(
      z.object({
        id: z.string(),
        missionTypes: z.array(z.string()),
        capacity: z.number().int().describe('How many missions the crew works on at once'),
        holders,
      }),
    ),
    domains: z.array(
      domainViewSchema.extend({
        holders,
        obstacle: z
          .string()
          .nullable()
          .describe('Why the domain is not given to more missions now; null when it may be'),
        inboxes: z.array(
          z.object({
            name: z.string(),
            status: z.enum(['active', 'paused']),
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
        slots: z.number().int().describe('How many missions may use the provider at once'),
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
          .describe(
            'How many calls may be made at once now. Below zero after more than `burst` calls at once, until their time has passed',
          ),
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
      .describe('Queued missions in the order in which they will be assigned: the first ten of each type'),
  })
  .meta({ id: 'Resources' });
export type ResourcesView = z.infer<typeof resourcesSchema>;

const movedMissionSchema = z.object({
  missionId: missionIdSchema,
  state: missionStateSchema,
  domain: z
    .string()
    .nullable()
    .describe('The domain from which the mission sends from now on; null until it has one'),
  moved: z.boolean(),
  needsApproval: z
    .boolean()
    .describe(
      'true: its messages were drafted with the old sender. Rex drafts them again and asks for a new approval; none of them goes out before that',
    ),
  reason: z.string(),
});
export type MovedMission = z.infer<typeof movedMissionSchema>;

const domainParams = z.object({ id: domainNameSchema });
const reason = plainText({ max: 300 });

const targetPerDay = z.number().int().min(1).max(1_000_000).default(2_000);
const inboxInput = z.strictObject({
  name: localPartSchema,
  dailyCap: z.number().int().min(1).max(100_000).default(50),
});
const inboxAnswer = z.object({
  name: z.string(),
  dailyCap: z.number().int(),
  status: z.enum(['active', 'paused']),
});
const inboxes = z
  .array(inboxInput)
  .max(50)
  .default([])
  .describe(
    'Senders of the domain, each with its own daily cap. Without any, the sender is `senderLocalPart`',
  );

const assignmentSchema = z
  .object({
    domain: z.string(),
    holder: z.string(),
    epoch: z
      .number()
      .int()
      .nullable()
      .describe('Number of the reservation, which grows with each one; null until the mission is assigned'),
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
  showDomain: {
    operationId: 'showDomain',
    method: 'GET',
    path: '/api/rex/domains/{id}',
    summary:
      'A sending domain: what its reputation consists of by mailbox provider, its warmup and its inboxes.',
    roles: ANYONE,
    params: domainParams,
    success: { status: 200, schema: domainStandingSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
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
      'Give a prewarmed domain of the operators to a workspace. One of their own pool is lent, with its warmup and reputation, and goes back there. Only the operators’ own workspace may; others get NOT_FOUND.',
    roles: ADMINS,
    body: z.strictObject({
      domain: sendingDomainSchema,
      to: workspaceIdSchema.describe('The workspace that gets the domain'),
      targetPerDay,
      inboxes,
    }),
    success: { status: 201, schema: domainViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  takeBackDomain: {
    operationId: 'takeBackDomain',
    method: 'POST',
    path: '/api/rex/domains/take-back',
    summary:
      'Take a domain that the operators lent back into their pool. Only the operators’ own workspace may; others get NOT_FOUND.',
    roles: ADMINS,
    body: z.strictObject({ domain: domainNameSchema }),
    success: { status: 200, schema: domainViewSchema },
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
        .describe('The domain to send from instead. Default: the best other domain'),
      reason: reason.default('Rotated on request.'),
    }),
    success: {
      status: 200,
      schema: z.object({ domain: domainViewSchema, missions: z.array(movedMissionSchema) }),
    },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  setDomainTier: {
    operationId: 'setDomainTier',
    method: 'POST',
    path: '/api/rex/domains/{id}/tier',
    summary:
      'Say that a new domain has been warmed up elsewhere, or that one has not: it is warm at once, or its warmup begins on day 1.',
    roles: ADMINS,
    params: domainParams,
    body: z.strictObject({
      tier: z
        .enum(['custom', 'warming'])
        .describe('custom: it has sent for long, and may send its target; warming: it is new'),
      reason: reason.default('Changed on request.'),
    }),
    success: { status: 200, schema: domainViewSchema },
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
    success: { status: 200, schema: domainViewSchema.extend({ stillSending: stillSendingSchema }) },
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
  setInbox: {
    operationId: 'setInbox',
    method: 'POST',
    path: '/api/rex/domains/{id}/inboxes',
    summary: 'Add an inbox to a domain, or change its daily cap.',
    roles: ADMINS,
    params: domainParams,
    body: inboxInput,
    success: { status: 200, schema: inboxAnswer },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  pauseInbox: {
    operationId: 'pauseInbox',
    method: 'POST',
    path: '/api/rex/domains/{id}/inboxes/pause',
    summary: 'Pause an inbox: nothing more goes out from it. Its missions wait, or go on from another inbox.',
    roles: OPERATORS,
    params: domainParams,
    body: z.strictObject({
      name: localPartSchema,
      reason: reason.default('Paused on request.'),
      missions: z
        .enum(['wait', 'move'])
        .default('wait')
        .describe('move: they go on from another inbox of the domain, which needs a new approval'),
    }),
    success: {
      status: 200,
      schema: z.object({
        status: z.literal('paused'),
        missions: z.array(movedMissionSchema),
        stillSending: stillSendingSchema,
      }),
    },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  resumeInbox: {
    operationId: 'resumeInbox',
    method: 'POST',
    path: '/api/rex/domains/{id}/inboxes/resume',
    summary: 'Let a paused inbox send again.',
    roles: OPERATORS,
    params: domainParams,
    body: z.strictObject({ name: localPartSchema, reason: reason.default('Resumed on request.') }),
    success: { status: 200, schema: inboxAnswer },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  removeDomain: {
    operationId: 'removeDomain',
    method: 'POST',
    path: '/api/rex/domains/{id}/remove',
    summary:
      'Remove a domain from the pool and give it up; one that the operators lent goes back to them. A domain that missions hold is not removed.',
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
          .describe(
            'The name of a campaign, instead of a mission. The same name again renews its reservation',
          ),
        domain: domainNameSchema
          .optional()
          .describe('The domain to allocate. Default: the best domain that is free'),
        hours: z
          .number()
          .int()
          .min(1)
          .max(720)
          .default(24)
          .describe('Hours for which a campaign holds the domain'),
      })
      // The use case checks this and names the field; here it is for the OpenAPI document.
      .meta({ oneOf: [{ required: ['missionId'] }, { required: ['campaign'] }] }),
    success: { status: 200, schema: assignmentSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
});

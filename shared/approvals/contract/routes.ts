import * as z from 'zod';
import { effectSchema } from '../../autonomy/contract/effect.ts';
import { channelSchema } from '../../channels/contract/channels.ts';
import { messageQualitySchema } from '../../drafting/contract/message-quality.ts';
import {
  approvalIdSchema,
  instantSchema,
  leadIdSchema,
  missionIdSchema,
  pageQuerySchema,
  plainText,
} from '../../kernel/contract/common.ts';
import { ANYONE, APPROVERS, OPERATORS, routes } from '../../kernel/contract/route.ts';
import { listedMessageSchema, sentMessageViewSchema } from '../../leads/contract/routes.ts';
import { recommendationIdSchema, settingChangeSchema } from '../../workspaces/contract/setting-change.ts';

export const APPROVAL_STATES = ['pending', 'approved', 'rejected', 'expired', 'void'] as const;

/**
 * What an approval is about: the messages of a mission, a change of the settings, an answer in a conversation, or what a
 * task would do.
 */
export const APPROVAL_SUBJECTS = ['messages', 'settings', 'answer', 'task'] as const;

export const sampleMessageSchema = z.object({
  leadId: z.string(),
  to: z.string(),
  from: z.string(),
  step: z.number().int(),
  variant: z.string(),
  channel: channelSchema,
  framework: z.string(),
  subject: z.string(),
  text: z.string(),
  cites: z
    .array(
      z.object({
        words: z.string(),
        document: z.string(),
        edition: z.number().int(),
        passage: z.number().int(),
        under: z.string(),
        text: z.string(),
      }),
    )
    .describe('Passages that bear a sentence out'),
  contentHash: z.string(),
});

const approvalViewSchema = z
  .object({
    id: approvalIdSchema,
    subject: z.enum(APPROVAL_SUBJECTS),
    missionId: z
      .string()
      .nullable()
      .describe('The mission whose messages are to be approved; null for others'),
    state: z.enum(APPROVAL_STATES),
    digest: z
      .string()
      .describe(
        'Digest of the exact messages, or of the exact change. To approve, send it back: the decision binds only this content',
      ),
    policyVersion: z.number().int(),
    recipients: z.number().int(),
    messages: z.number().int(),
    blockedDrafts: z.record(z.string(), z.number().int()),
    change: z
      .object({
        recommendationId: recommendationIdSchema,
        sentence: z.string(),
        evidence: z.string(),
        change: settingChangeSchema,
        settingsVersion: z
          .number()
          .int()
          .describe('The version of the settings when the approval was requested'),
      })
      .nullable(),
    answer: z
      .object({
        id: z.string(),
        leadId: leadIdSchema,
        channel: channelSchema,
        subject: z.string().nullable(),
        text: z.string(),
        requestedBy: z.string(),
      })
      .nullable()
      .describe('The exact words of an answer in a conversation'),
    task: z
      .object({
        id: z.string(),
        type: z.string(),
        title: z.string(),
        agent: z.string(),
        effect: effectSchema,
      })
      .nullable()
      .describe('Exactly what a task would do'),
    estimatedCostUsd: z.number(),
    createdAt: instantSchema,
    expiresAt: instantSchema,
    decidedAt: instantSchema.nullable(),
    decidedBy: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'Approval' });
export type ApprovalView = z.infer<typeof approvalViewSchema>;

const params = z.object({ id: approvalIdSchema });
const DECIDED_TOGETHER = 50;
export const decideTogetherBodySchema = z.strictObject({
  decision: z.enum(['approved', 'rejected']),
  approvals: z
    .array(z.strictObject({ id: approvalIdSchema, digest: z.string().max(100) }))
    .min(1)
    .max(DECIDED_TOGETHER),
  reason: plainText({ max: 500 }).optional().describe('Of a rejection, which needs one'),
});

export const approvalRoutes = routes({
  listApprovals: {
    operationId: 'listApprovals',
    method: 'GET',
    path: '/api/approvals',
    summary: 'Approvals, newest first.',
    roles: ANYONE,
    query: pageQuerySchema.extend({ state: z.enum(APPROVAL_STATES).optional() }),
    success: {
      status: 200,
      schema: z.object({ approvals: z.array(approvalViewSchema), cursor: z.string().nullable() }),
    },
    errors: ['VALIDATION_FAILED'],
  },
  getApproval: {
    operationId: 'getApproval',
    method: 'GET',
    path: '/api/approvals/{id}',
    summary: 'An approval with a sample of the exact messages that would go out, or with the exact change.',
    roles: ANYONE,
    params,
    query: z.object({ sample: z.coerce.number().int().min(0).max(50).default(6) }),
    success: {
      status: 200,
      schema: approvalViewSchema.extend({
        sample: z.array(sampleMessageSchema),
        notes: z
          .array(z.string())
          .describe('Of whoever wrote the templates: why a built-in one was taken, what filters count'),
        quality: z
          .array(
            messageQualitySchema.extend({
              stands: z
                .enum(['enough', 'let-pass', 'below'])
                .describe(
                  'below: approval is refused until somebody lets it pass, with a reason: POST /lords/aesthete/approve with message',
                ),
            }),
          )
          .nullable()
          .describe('How good each e-mail is, by step and variant; null where settings.quality.gate is off'),
      }),
    },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  approve: {
    operationId: 'approve',
    method: 'POST',
    path: '/api/approvals/{id}/approve',
    summary:
      'Approve exactly what the digest binds. A second decision is refused. A change that no longer fits the settings is void.',
    roles: APPROVERS,
    params,
    body: z.strictObject({ digest: z.string().max(100) }),
    success: { status: 200, schema: approvalViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  reject: {
    operationId: 'reject',
    method: 'POST',
    path: '/api/approvals/{id}/reject',
    summary:
      'Reject the messages: nothing is sent and the mission ends. Or reject a change: nothing changes.',
    roles: APPROVERS,
    params,
    body: z.strictObject({ reason: plainText({ max: 500 }) }),
    success: { status: 200, schema: approvalViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  decideTogether: {
    operationId: 'decideTogether',
    method: 'POST',
    path: '/api/approvals/batch',
    summary:
      'Decide several approvals alike, each over exactly what its digest binds. Each is decided or refused by itself; the answer has what came of each.',
    roles: APPROVERS,
    body: decideTogetherBodySchema,
    success: {
      status: 200,
      schema: z.object({
        results: z.array(
          z.object({
            id: approvalIdSchema,
            outcome: z.enum(['approved', 'rejected', 'refused']),
            message: z.string().nullable().describe('Why it was refused'),
          }),
        ),
      }),
    },
    errors: ['VALIDATION_FAILED'],
  },
  listMessages: {
    operationId: 'listMessages',
    method: 'GET',
    path: '/api/messages',
    summary: 'Messages of a mission from the send ledger.',
    roles: ANYONE,
    query: pageQuerySchema.extend({ missionId: missionIdSchema }),
    success: {
      status: 200,
      schema: z.object({ messages: z.array(listedMessageSchema), cursor: z.string().nullable() }),
    },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  resolveMessage: {
    operationId: 'resolveMessage',
    method: 'POST',
    path: '/api/messages/{id}/resolve',
    summary:
      'Record whether a message with an unknown result was sent. Rex never sends such a message again by itself.',
    roles: OPERATORS,
    params: z.object({ id: z.string().max(200) }),
    body: z.strictObject({ outcome: z.enum(['sent', 'not_sent']) }),
    success: { status: 200, schema: sentMessageViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  rejudgeEngagements: {
    operationId: 'rejudgeEngagements',
    method: 'POST',
    path: '/api/messages/rejudge',
    summary:
      'Judge again, by the current table of weights, whether people or machines opened and clicked; counts, the reputation of domains and the reports of missions follow. Call it until the cursor is null. A repeat changes nothing.',
    roles: OPERATORS,
    body: z.strictObject({ cursor: z.string().max(1_000).optional() }),
    success: {
      status: 200,
      schema: z.object({
        table: z.number().int().describe('Version of the table of weights'),
        judged: z.number().int().describe('Messages that another table had judged'),
        changed: z
          .number()
          .int()
          .describe('Of these, those whose open or click went from a person to a machine, or back'),
        reports: z.number().int().describe('Reports of missions that say something else now'),
        cursor: z.string().nullable(),
      }),
    },
    errors: ['VALIDATION_FAILED'],
  },
});

import * as z from 'zod';
import {
  assignmentIdSchema,
  instantSchema,
  missionIdSchema,
  workspaceIdSchema,
} from '../../kernel/contract/common.ts';
import { keepUnknown } from '../../kernel/contract/tolerance.ts';

/** Steps of missions that an external agent may do. */
export const EXTERNAL_STEPS = ['personalize'] as const;
export const externalStepSchema = keepUnknown(z.enum(EXTERNAL_STEPS));

export const externalAgentIdSchema = z
  .string()
  .regex(/^oa_[0-9a-z]{26}$/, 'the id of an external agent looks like oa_ and 26 characters');

export const registerAgentBodySchema = z.strictObject({
  name: z
    .string()
    .trim()
    .regex(/^[A-Za-z][A-Za-z0-9 _-]{1,59}$/, 'must be 2 to 60 letters, digits, spaces, - and _'),
  agentVersion: z.number().int().min(1).default(1),
  steps: z.array(externalStepSchema).min(1).max(EXTERNAL_STEPS.length),
});

export const externalAgentSchema = z
  .object({
    id: externalAgentIdSchema,
    name: z.string(),
    agentVersion: z.number().int(),
    steps: z.array(externalStepSchema),
    state: z.enum(['active', 'revoked']),
    createdAt: instantSchema,
    createdBy: z.string(),
    lastSeenAt: instantSchema.nullable(),
    holds: z.number().int().describe('Number of assignments that the agent works on now'),
    runs: z.number().int(),
    successRate: z.number().nullable(),
    meanDurationMs: z.number().nullable(),
  })
  .meta({ id: 'ExternalAgent' });

const ofAssignment = { assignmentId: assignmentIdSchema, epoch: z.number().int().min(1) };

/** A message of an external agent. */
export const agentMissionBodySchema = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('take'),
    steps: z.array(externalStepSchema).min(1).max(EXTERNAL_STEPS.length).optional(),
  }),
  z.strictObject({ action: z.literal('heartbeat'), ...ofAssignment }),
  z.strictObject({
    action: z.literal('result'),
    ...ofAssignment,
    result: z
      .record(z.string(), z.unknown())
      .describe('The result of the step. It must match `answerSchema` of the assignment'),
  }),
  z.strictObject({
    action: z.literal('failure'),
    ...ofAssignment,
    code: z.string().regex(/^[A-Za-z][\w.-]{0,59}$/),
    retry: z.boolean().default(true).describe('false: no other agent should try the assignment'),
  }),
]);

export const agentMissionAnswerSchema = z
  .object({
    status: z.enum(['nothing', 'taken', 'held', 'settled', 'given_back']),
    assignment: z
      .object({
        id: assignmentIdSchema,
        epoch: z.number().int(),
        missionId: missionIdSchema,
        step: externalStepSchema,
        leaseUntil: instantSchema.describe(
          'End of the lease. Without a "heartbeat" before it, the assignment goes to another agent',
        ),
        deadline: instantSchema.describe(
          'The time at which Rex does the step itself, if no agent has done it',
        ),
        task: z
          .record(z.string(), z.unknown())
          .describe('The task as data. It contains no data about persons'),
        answerSchema: z.record(z.string(), z.unknown()).describe('JSON Schema of the result'),
      })
      .nullable(),
  })
  .meta({ id: 'AgentMissionAnswer' });

/** `<workspace>.<id>` of the agent that sends the message; the signature proves it. */
export const agentHeaderSchema = z.string().transform((text, context) => {
  const [workspace, id] = text.split('.');
  const parsed = z
    .object({ workspace: workspaceIdSchema, id: externalAgentIdSchema })
    .safeParse({ workspace, id });
  if (parsed.success) return parsed.data;
  context.issues.push({
    code: 'custom',
    message: 'must be the rex-agent header from the registration of the agent',
    input: text,
  });
  return z.NEVER;
});

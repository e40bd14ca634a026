import * as z from 'zod';
import {
  errandIdSchema,
  instantSchema,
  missionIdSchema,
  workspaceIdSchema,
} from '../../kernel/contract/common.ts';
import { keepUnknown } from '../../kernel/contract/tolerance.ts';

/** Steps of missions that an agent outside of Rex may do. */
export const OUTSIDE_STEPS = ['personalize'] as const;
export const outsideStepSchema = keepUnknown(z.enum(OUTSIDE_STEPS));

export const outsideAgentIdSchema = z
  .string()
  .regex(/^oa_[0-9a-z]{26}$/, 'the id of an outside agent looks like oa_ and 26 characters');

export const registerAgentBodySchema = z.strictObject({
  name: z
    .string()
    .trim()
    .regex(/^[A-Za-z][A-Za-z0-9 _-]{1,59}$/, 'must be 2 to 60 letters, digits, spaces, - and _'),
  agentVersion: z.number().int().min(1).default(1),
  steps: z.array(outsideStepSchema).min(1).max(OUTSIDE_STEPS.length),
});

export const outsideAgentSchema = z
  .object({
    id: outsideAgentIdSchema,
    name: z.string(),
    agentVersion: z.number().int(),
    steps: z.array(outsideStepSchema),
    state: z.enum(['active', 'revoked']),
    createdAt: instantSchema,
    createdBy: z.string(),
    lastSeenAt: instantSchema.nullable(),
    holds: z.number().int().describe('Assignments that it works on now'),
    runs: z.number().int(),
    successRate: z.number().nullable(),
    meanDurationMs: z.number().nullable(),
  })
  .meta({ id: 'OutsideAgent' });

const ofErrand = { errandId: errandIdSchema, epoch: z.number().int().min(1) };

/** What an outside agent says. */
export const agentMissionBodySchema = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('take'),
    steps: z.array(outsideStepSchema).min(1).max(OUTSIDE_STEPS.length).optional(),
  }),
  z.strictObject({ action: z.literal('heartbeat'), ...ofErrand }),
  z.strictObject({
    action: z.literal('result'),
    ...ofErrand,
    result: z.record(z.string(), z.unknown()).describe('As `answerSchema` of the errand says'),
  }),
  z.strictObject({
    action: z.literal('failure'),
    ...ofErrand,
    code: z.string().regex(/^[A-Za-z][\w.-]{0,59}$/),
    retry: z.boolean().default(true).describe('false: nobody else need try'),
  }),
]);

export const agentMissionAnswerSchema = z
  .object({
    status: z.enum(['nothing', 'taken', 'held', 'settled', 'given_back']),
    errand: z
      .object({
        id: errandIdSchema,
        epoch: z.number().int(),
        missionId: missionIdSchema,
        step: outsideStepSchema,
        leaseUntil: instantSchema.describe(
          'Send "heartbeat" before then, or the assignment goes to another agent',
        ),
        deadline: instantSchema.describe('Rex does the step itself then'),
        task: z.record(z.string(), z.unknown()).describe('The task, as data; it contains no person'),
        answerSchema: z.record(z.string(), z.unknown()).describe('JSON Schema of the result'),
      })
      .nullable(),
  })
  .meta({ id: 'AgentMissionAnswer' });

/** `<workspace>.<id>` of who speaks; the signature proves it. */
export const agentHeaderSchema = z.string().transform((text, context) => {
  const [workspace, id] = text.split('.');
  const parsed = z
    .object({ workspace: workspaceIdSchema, id: outsideAgentIdSchema })
    .safeParse({ workspace, id });
  if (parsed.success) return parsed.data;
  context.issues.push({
    code: 'custom',
    message: 'must be the rex-agent that the registration gave',
    input: text,
  });
  return z.NEVER;
});

import * as z from 'zod';
import { TASK_STATES, TWILIO_STATUS_PATH, taskIdSchema } from '../../channels/contract/channels.ts';
import {
  instantSchema,
  leadIdSchema,
  missionIdSchema,
  pageQuerySchema,
  workspaceIdSchema,
} from '../../kernel/contract/common.ts';
import { ANYONE, OPERATORS, routes } from '../../kernel/contract/route.ts';

export const taskViewSchema = z
  .object({
    id: taskIdSchema,
    state: z.enum(TASK_STATES),
    channel: z.literal('linkedin'),
    missionId: missionIdSchema,
    leadId: leadIdSchema,
    step: z.number().int(),
    name: z.string().nullable(),
    profileUrl: z.string(),
    text: z.string().describe('The approved words, to be sent as they are'),
    obstacle: z.string().nullable().describe('Why it must not be done now; null when it may'),
    createdAt: instantSchema,
    openUntil: instantSchema.describe('Skipped then, when nobody has done it'),
    settledAt: instantSchema.nullable(),
    settledBy: z.string().nullable(),
  })
  .meta({ id: 'Task' });

const taskParams = z.object({ id: taskIdSchema });

export const channelRoutes = routes({
  twilioStatus: {
    operationId: 'twilioStatus',
    method: 'POST',
    path: TWILIO_STATUS_PATH,
    summary:
      'Twilio tells what became of a text (X-Twilio-Signature). Rex gives it this address with each text.',
    roles: 'signed',
    query: z.object({
      workspace: workspaceIdSchema,
      mission: missionIdSchema,
      cohort: z.string().min(1).max(120),
      lead: leadIdSchema,
      step: z.coerce.number().int().min(1),
    }),
    success: { status: 204 },
    errors: ['UNAUTHENTICATED', 'VALIDATION_FAILED'],
  },
  listTasks: {
    operationId: 'listTasks',
    method: 'GET',
    path: '/api/rex/tasks',
    summary: 'Steps that a person has to take on LinkedIn, the oldest first.',
    roles: ANYONE,
    query: pageQuerySchema.extend({ state: z.enum(TASK_STATES).default('open') }),
    success: {
      status: 200,
      schema: z.object({ tasks: z.array(taskViewSchema), cursor: z.string().nullable() }),
    },
    errors: ['VALIDATION_FAILED'],
  },
  completeTask: {
    operationId: 'completeTask',
    method: 'POST',
    path: '/api/rex/tasks/{id}/done',
    summary:
      'The person has sent the message: the sequence goes on from now. The same again changes nothing.',
    roles: OPERATORS,
    params: taskParams,
    success: { status: 200, schema: taskViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  skipTask: {
    operationId: 'skipTask',
    method: 'POST',
    path: '/api/rex/tasks/{id}/skip',
    summary: 'Nobody will send it: the sequence goes on with its next step.',
    roles: OPERATORS,
    params: taskParams,
    success: { status: 200, schema: taskViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  twilioInbound: {
    operationId: 'twilioInbound',
    method: 'POST',
    path: '/webhook/twilio/{workspace}/inbound',
    summary:
      'Twilio hands in a text that somebody sent to your number (X-Twilio-Signature). Name this address at the number.',
    roles: 'signed',
    params: z.object({ workspace: workspaceIdSchema }),
    success: { status: 200, schema: z.string(), contentType: 'text/xml; charset=utf-8' },
    errors: ['UNAUTHENTICATED', 'VALIDATION_FAILED'],
  },
});

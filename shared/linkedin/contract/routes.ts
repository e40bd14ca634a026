import * as z from 'zod';
import {
  SENDGRID_EVENTS_PATH,
  TASK_STATES,
  TWILIO_STATUS_PATH,
  taskIdSchema,
} from '../../channels/contract/channels.ts';
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
    text: z.string().describe('The approved text, to be sent without changes'),
    obstacle: z.string().nullable().describe('Why the message must not be sent now; null when it may be'),
    createdAt: instantSchema,
    openUntil: instantSchema.describe('When the task is skipped if it is still open'),
    settledAt: instantSchema.nullable(),
    settledBy: z.string().nullable(),
  })
  .meta({ id: 'LinkedinTask' });

const taskParams = z.object({ id: taskIdSchema });

export const channelRoutes = routes({
  twilioStatus: {
    operationId: 'twilioStatus',
    method: 'POST',
    path: TWILIO_STATUS_PATH,
    summary:
      'Status callback of Twilio for one text (X-Twilio-Signature). Rex gives Twilio this address with each text.',
    roles: 'signed',
    query: z
      .object({
        workspace: workspaceIdSchema,
        lead: leadIdSchema,
        mission: missionIdSchema.optional(),
        cohort: z.string().min(1).max(120).optional(),
        step: z.coerce.number().int().min(1).optional(),
        answer: z.string().min(1).max(60).optional().describe('Of an answer in a conversation, alone'),
      })
      .refine(
        ({ mission, cohort, step, answer }) =>
          answer !== undefined || (mission !== undefined && cohort !== undefined && step !== undefined),
        'names neither a message of a mission nor an answer',
      ),
    success: { status: 204 },
    errors: ['UNAUTHENTICATED', 'VALIDATION_FAILED'],
  },
  listLinkedinTasks: {
    operationId: 'listLinkedinTasks',
    method: 'GET',
    path: '/api/rex/linkedin/tasks',
    summary: 'Messages that a person has to send on LinkedIn, oldest first.',
    roles: ANYONE,
    query: pageQuerySchema.extend({ state: z.enum(TASK_STATES).default('open') }),
    success: {
      status: 200,
      schema: z.object({ tasks: z.array(taskViewSchema), cursor: z.string().nullable() }),
    },
    errors: ['VALIDATION_FAILED'],
  },
  completeLinkedinTask: {
    operationId: 'completeLinkedinTask',
    method: 'POST',
    path: '/api/rex/linkedin/tasks/{id}/done',
    summary:
      'Report that a person has sent the message: the sequence continues from now. A repeat changes nothing.',
    roles: OPERATORS,
    params: taskParams,
    success: { status: 200, schema: taskViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  skipLinkedinTask: {
    operationId: 'skipLinkedinTask',
    method: 'POST',
    path: '/api/rex/linkedin/tasks/{id}/skip',
    summary: 'Skip a task: the sequence continues with its next step.',
    roles: OPERATORS,
    params: taskParams,
    success: { status: 200, schema: taskViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  sendgridEvents: {
    operationId: 'sendgridEvents',
    method: 'POST',
    path: SENDGRID_EVENTS_PATH,
    summary:
      'Event webhook of SendGrid: what became of your e-mail (X-Twilio-Email-Event-Webhook-Signature). Set this address in SendGrid, with the signature on.',
    roles: 'signed',
    params: z.object({ workspace: workspaceIdSchema }),
    success: { status: 204 },
    errors: ['UNAUTHENTICATED', 'VALIDATION_FAILED'],
  },
  twilioInbound: {
    operationId: 'twilioInbound',
    method: 'POST',
    path: '/webhook/twilio/{workspace}/inbound',
    summary:
      'Webhook of Twilio: somebody sent a text to your number (X-Twilio-Signature). Set this address at the number in Twilio.',
    roles: 'signed',
    params: z.object({ workspace: workspaceIdSchema }),
    success: { status: 200, schema: z.string(), contentType: 'text/xml; charset=utf-8' },
    errors: ['UNAUTHENTICATED', 'VALIDATION_FAILED'],
  },
});

import * as z from 'zod';
import { leadIdSchema, missionIdSchema, workspaceIdSchema } from '../common.ts';
import { routes } from './route.ts';

export const TWILIO_STATUS_PATH = '/webhook/twilio/status';

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

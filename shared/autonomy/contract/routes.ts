import * as z from 'zod';
import { instantSchema, lineText } from '../../kernel/contract/common.ts';
import { ADMINS, ANYONE, APPROVERS, routes } from '../../kernel/contract/route.ts';

const trackKey = {
  agent: lineText({ max: 60 }),
  effect: lineText({ max: 60 }).describe('Kind of effect, such as social.publish'),
  segment: lineText({ max: 60 }),
};

const autonomyViewSchema = z
  .object({
    ...trackKey,
    byItself: z.boolean().describe('Whether such effects run without being asked about'),
    sentence: z.string().describe('Why, and what is still needed'),
    evidence: z.number().describe('It is earned at `needed`'),
    needed: z.number(),
    stillNeeded: z
      .number()
      .int()
      .nullable()
      .describe('Effects in a row to approve unchanged; null after it was taken back'),
    decided: z.number().int(),
    unchanged: z.number().int(),
    ran: z.number().int().describe('Effects that ran by earned autonomy'),
    lostAt: instantSchema.nullable(),
    lostBecause: z.string().nullable(),
    revokedBy: z.string().nullable(),
  })
  .meta({ id: 'Autonomy' });
export type AutonomyView = z.infer<typeof autonomyViewSchema>;

const body = z.strictObject(trackKey);

export const autonomyRoutes = routes({
  listAutonomy: {
    operationId: 'listAutonomy',
    method: 'GET',
    path: '/api/autonomy',
    summary: 'What each agent may do by itself by now, why, and what it would need for more.',
    roles: ANYONE,
    success: { status: 200, schema: z.object({ autonomy: z.array(autonomyViewSchema) }) },
    errors: [],
  },
  revokeAutonomy: {
    operationId: 'revokeAutonomy',
    method: 'POST',
    path: '/api/autonomy/revoke',
    summary: 'Take back what an agent has earned, and let it earn nothing until it may begin anew.',
    roles: APPROVERS,
    body,
    success: { status: 200, schema: autonomyViewSchema },
    errors: ['VALIDATION_FAILED'],
  },
  beginAutonomyAnew: {
    operationId: 'beginAutonomyAnew',
    method: 'POST',
    path: '/api/autonomy/begin-anew',
    summary: 'Forget the record of an agent, good and bad, for example because the agent was changed.',
    roles: ADMINS,
    body,
    success: { status: 200, schema: autonomyViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
});

import * as z from 'zod';
import { missionIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';

/** "Do everything that is due in this cohort." */
export const outboundMessageSchema = z.object({
  workspace: workspaceIdSchema,
  missionId: missionIdSchema,
  cohort: z.string(),
});
export type OutboundMessage = z.infer<typeof outboundMessageSchema>;

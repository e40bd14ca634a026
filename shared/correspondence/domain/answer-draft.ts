import * as z from 'zod';
import { instantSchema, leadIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';

/**
 * What a model wrote in answer to one message. It is kept beside the lead, so that what a person approves is what goes out: a model
 * that is asked again may write something else.
 */
export const answerDraftSchema = z.object({
  workspace: workspaceIdSchema,
  leadId: leadIdSchema,
  message: z.string(),
  text: z.string(),
  /** The entries that it cites. */
  cites: z.array(z.string()),
  model: z.string(),
  at: instantSchema,
});
export type AnswerDraft = z.infer<typeof answerDraftSchema>;

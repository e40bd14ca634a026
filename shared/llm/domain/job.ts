import * as z from 'zod';
import {
  assignmentIdSchema,
  instantSchema,
  missionIdSchema,
  workspaceIdSchema,
} from '../../kernel/contract/common.ts';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';

/**
 * A request that a model answers in the background. It is written before the provider is called. It contains the reserved
 * cost and the values of the placeholders, so that any process can settle it.
 */
export const llmJobSchema = z.object({
  workspace: workspaceIdSchema,
  /** The assignment for which the model works. */
  id: assignmentIdSchema,
  version: z.number().int().min(1),
  missionId: missionIdSchema,
  purpose: z.string(),
  state: refuseUnknown(z.enum(['asked', 'answered', 'failed'])),
  reservation: z.object({
    day: z.string(),
    model: z.string(),
    reservedMicros: z.number().int(),
    inputTokens: z.number().int(),
  }),
  originals: z.record(z.string(), z.string()),
  /** The provider's id; absent when its answer was lost. */
  responseId: z.string().optional(),
  askedAt: instantSchema,
  reason: z.string().optional(),
});
export type LlmJob = z.infer<typeof llmJobSchema>;

/** The id that is sent to the provider, and by which its answer finds the job. */
export const jobTag = ({ workspace, id }: Pick<LlmJob, 'workspace' | 'id'>): string => `${workspace}.${id}`;

export function readJobTag(tag: string): Pick<LlmJob, 'workspace' | 'id'> | undefined {
  const [workspace, id] = tag.split('.');
  return z.object({ workspace: workspaceIdSchema, id: assignmentIdSchema }).safeParse({ workspace, id }).data;
}

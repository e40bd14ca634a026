import * as z from 'zod';
import {
  assignmentIdSchema,
  instantSchema,
  missionIdSchema,
  workspaceIdSchema,
} from '../../kernel/contract/common.ts';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';

/**
 * A question that a model answers in its own time. Written before the provider is asked; what it was charged for, and
 * what the placeholders in its words stand for, is in it, so that any process can settle it.
 */
export const llmJobSchema = z.object({
  workspace: workspaceIdSchema,
  /** The assignment whose work it is. */
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
  /** As the provider names it; absent when that was not heard. */
  responseId: z.string().optional(),
  askedAt: instantSchema,
  reason: z.string().optional(),
});
export type LlmJob = z.infer<typeof llmJobSchema>;

/** How a job is named to the provider, and found again by its answer. */
export const jobTag = ({ workspace, id }: Pick<LlmJob, 'workspace' | 'id'>): string => `${workspace}.${id}`;

export function readJobTag(tag: string): Pick<LlmJob, 'workspace' | 'id'> | undefined {
  const [workspace, id] = tag.split('.');
  return z.object({ workspace: workspaceIdSchema, id: assignmentIdSchema }).safeParse({ workspace, id }).data;
}

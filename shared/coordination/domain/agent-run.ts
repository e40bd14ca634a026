import * as z from 'zod';
import { instantSchema, missionIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { keepUnknown } from '../../kernel/contract/tolerance.ts';

/** One run of an agent, as its log stores it. */
export const agentRunSchema = z.object({
  workspace: workspaceIdSchema,
  /** SHA-256 of the work: a repeat of the same work is the same run. */
  key: z.string(),
  agent: z.string(),
  version: z.number().int(),
  missionId: missionIdSchema,
  step: z.string(),
  part: z.string().optional(),
  outcome: keepUnknown(z.enum(['done', 'failed'])),
  /** A code or the name of an error, never text from outside. */
  error: z.string().optional(),
  at: instantSchema,
  durationMs: z.number(),
});
export type AgentRun = z.infer<typeof agentRunSchema>;

/** Totals of one agent in one workspace, over its whole time there. */
export interface AgentStats {
  readonly runs: number;
  readonly failed: number;
  readonly totalMs: number;
  readonly lastAt: string | undefined;
}

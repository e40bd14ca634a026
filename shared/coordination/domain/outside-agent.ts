import { createHmac } from 'node:crypto';
import * as z from 'zod';
import { instantSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { readUnknownAs } from '../../kernel/contract/tolerance.ts';
import { outsideAgentIdSchema, outsideStepSchema } from '../contract/outside-agent-routes.ts';

/** An agent that is not a part of Rex, and may do certain steps of the missions of one workspace. */
export const outsideAgentRecordSchema = z.object({
  workspace: workspaceIdSchema,
  id: outsideAgentIdSchema,
  version: z.number().int().min(1),
  name: z.string(),
  agentVersion: z.number().int(),
  steps: z.array(outsideStepSchema),
  state: readUnknownAs(z.enum(['active', 'revoked']), 'revoked'),
  /** Grows with each new secret; the one before it is not good any more. */
  secretEpoch: z.number().int().min(1),
  createdAt: instantSchema,
  createdBy: z.string(),
});
export type OutsideAgent = z.infer<typeof outsideAgentRecordSchema>;

/**
 * The secret that an agent signs with: made of the deployment's own, so that no table holds it. Standard Webhooks
 * wants `whsec_` and base64.
 */
export function agentSecret(
  deploymentSecret: string,
  { workspace, id, secretEpoch }: Pick<OutsideAgent, 'workspace' | 'id' | 'secretEpoch'>,
): string {
  const mac = createHmac('sha256', deploymentSecret).update(
    `outside-agent\n${workspace}\n${id}\n${secretEpoch}`,
  );
  return `whsec_${mac.digest('base64')}`;
}

/** As the log of agents calls it. */
export const logNameOf = ({ id }: Pick<OutsideAgent, 'id'>): string => `outside:${id}`;

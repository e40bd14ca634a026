import { createHmac } from 'node:crypto';
import * as z from 'zod';
import { instantSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { readUnknownAs } from '../../kernel/contract/tolerance.ts';
import { externalAgentIdSchema, externalStepSchema } from '../contract/external-agent-routes.ts';

/** An agent that is not a part of Rex, and may do certain steps of the missions of one workspace. */
export const externalAgentRecordSchema = z.object({
  workspace: workspaceIdSchema,
  id: externalAgentIdSchema,
  version: z.number().int().min(1),
  name: z.string(),
  agentVersion: z.number().int(),
  steps: z.array(externalStepSchema),
  state: readUnknownAs(z.enum(['active', 'revoked']), 'revoked'),
  /** Grows with each new secret; the one before it is not good any more. */
  secretEpoch: z.number().int().min(1),
  createdAt: instantSchema,
  createdBy: z.string(),
});
export type ExternalAgent = z.infer<typeof externalAgentRecordSchema>;

/**
 * The secret that an agent signs with: made of the deployment's own, so that no table holds it. Standard Webhooks
 * wants `whsec_` and base64. Another first line would change every secret that was handed out.
 */
export function agentSecret(
  deploymentSecret: string,
  { workspace, id, secretEpoch }: Pick<ExternalAgent, 'workspace' | 'id' | 'secretEpoch'>,
): string {
  const mac = createHmac('sha256', deploymentSecret).update(
    `outside-agent\n${workspace}\n${id}\n${secretEpoch}`,
  );
  return `whsec_${mac.digest('base64')}`;
}

/** As the log of agents calls it, and has stored its counts. */
export const logNameOf = ({ id }: Pick<ExternalAgent, 'id'>): string => `outside:${id}`;

import { createHmac } from 'node:crypto';
import * as z from 'zod';
import { instantSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { readUnknownAs } from '../../kernel/contract/tolerance.ts';
import { externalAgentIdSchema, externalStepSchema } from '../contract/external-agent-routes.ts';

/** An agent outside of Rex that may do certain steps of the missions of one workspace. */
export const externalAgentRecordSchema = z.object({
  workspace: workspaceIdSchema,
  id: externalAgentIdSchema,
  version: z.number().int().min(1),
  name: z.string(),
  agentVersion: z.number().int(),
  steps: z.array(externalStepSchema),
  state: readUnknownAs(z.enum(['active', 'revoked']), 'revoked'),
  /** Grows with each new secret, which makes the earlier one invalid. */
  secretEpoch: z.number().int().min(1),
  createdAt: instantSchema,
  createdBy: z.string(),
});
export type ExternalAgent = z.infer<typeof externalAgentRecordSchema>;

/**
 * The secret with which an agent signs. It is derived from the secret of the deployment, so that no table stores it.
 * Standard Webhooks requires `whsec_` and base64. A change of the first line would change every secret that was given out.
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

/** Its name in the log of agents, under which its counts are stored. */
export const logNameOf = ({ id }: Pick<ExternalAgent, 'id'>): string => `outside:${id}`;

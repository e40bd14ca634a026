import * as z from 'zod';
import { domainNameSchema } from '../../domains/contract/sending-domain.ts';
import { workspaceIdSchema } from '../../kernel/contract/common.ts';

/** Input that the provisioning state machine passes to its steps. */
export const provisioningInputSchema = z.object({
  workspace: workspaceIdSchema,
  domain: domainNameSchema,
  attempt: z.number().int().min(1),
  correlationId: z.string(),
});

export const askSesInputSchema = provisioningInputSchema.extend({ ask: z.enum(['set-up', 'confirm']) });

/** `records`: look what the DNS has; `verdicts`: read what SES answered; `stop`: end it, for the error. */
export const checkInputSchema = provisioningInputSchema.extend({
  check: z.enum(['records', 'verdicts', 'stop']),
  error: z.object({ Error: z.string().default('States.Unknown'), Cause: z.string().default('') }).optional(),
});

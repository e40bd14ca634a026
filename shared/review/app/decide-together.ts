import type { z } from 'zod';
import type { decideTogetherBodySchema } from '../../approvals/contract/routes.ts';
import { RexError } from '../../kernel/errors.ts';
import { type DecideApprovalDeps, decideApproval } from './decide-approval.ts';

export interface DecideTogether extends z.output<typeof decideTogetherBodySchema> {
  readonly workspace: string;
  readonly subject: string;
  readonly correlationId: string;
}

interface Result {
  readonly id: string;
  readonly outcome: 'approved' | 'rejected' | 'refused';
  readonly message: string | null;
}

/**
 * Decides one after the other. What cannot be decided keeps none of the others back, and a repeat of the same is harmless.
 * @throws RexError VALIDATION_FAILED for a rejection without a reason
 */
export async function decideTogether(
  deps: DecideApprovalDeps,
  { workspace, subject, correlationId, decision, approvals, reason }: DecideTogether,
): Promise<Result[]> {
  if (decision === 'rejected' && reason === undefined)
    throw new RexError('VALIDATION_FAILED', 'A rejection needs a reason.', {
      fields: [{ path: 'body.reason', message: 'says why they are rejected' }],
    });
  const results: Result[] = [];
  for (const { id, digest } of approvals) {
    try {
      // A rejection is of what was seen, too.
      if (decision === 'rejected') await expectDigest(deps, workspace, id, digest);
      await decideApproval(deps, {
        workspace,
        id,
        subject,
        outcome: decision,
        digest,
        correlationId,
        ...(reason !== undefined && { reason }),
      });
      results.push({ id, outcome: decision, message: null });
    } catch (error) {
      if (!(error instanceof RexError) || !['CONFLICT', 'NOT_FOUND'].includes(error.code)) throw error;
      results.push({ id, outcome: 'refused', message: error.message });
    }
  }
  return results;
}

async function expectDigest(
  { approvals }: DecideApprovalDeps,
  workspace: string,
  id: string,
  digest: string,
): Promise<void> {
  const found = await approvals.get(workspace, id);
  if (found && found.digest !== digest)
    throw new RexError('CONFLICT', 'It is not what was looked at; look again before deciding.');
}

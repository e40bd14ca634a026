import * as z from 'zod';
import type { ApprovalStore } from '../../approvals/app/ports/approvals.ts';
import type { ApprovalView } from '../../approvals/contract/routes.ts';
import { approvalIdSchema } from '../../kernel/contract/common.ts';
import { decodeCursor, encodeCursor } from '../../platform/cursor.ts';
import { summarizeApproval } from './view-approval.ts';

const positionSchema = z.strictObject({ afterApproval: approvalIdSchema });

export interface ListApprovals {
  readonly state?: ApprovalView['state'] | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Newest first. @throws RexError VALIDATION_FAILED for a foreign cursor */
export async function listApprovals(
  { approvals }: { readonly approvals: ApprovalStore },
  workspace: string,
  { cursor, ...filter }: ListApprovals,
): Promise<{ approvals: ApprovalView[]; cursor: string | null }> {
  const position = cursor === undefined ? undefined : decodeCursor(cursor, positionSchema);
  const page = await approvals.list(workspace, { ...filter, cursor: position?.afterApproval });
  return {
    approvals: page.approvals.map(summarizeApproval),
    cursor: page.cursor === null ? null : encodeCursor({ afterApproval: page.cursor }),
  };
}

import * as z from 'zod';
import { approvalIdSchema } from '../../contracts/common.ts';
import type { ApprovalView } from '../../contracts/http/approvals.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { ApprovalStore } from '../ports/missions.ts';
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

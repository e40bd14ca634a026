import * as z from 'zod';
import {
  approvalIdSchema,
  instantSchema,
  missionIdSchema,
  workspaceIdSchema,
} from '../../contracts/common.ts';
import { APPROVAL_STATES } from '../../contracts/http/approvals.ts';
import { DAY } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { sha256 } from '../../kernel/hash.ts';
import type { Drafts } from '../sending/cohort.ts';

/** Grows when the meaning of an approval changes; an approval given under another policy is void. */
export const POLICY_VERSION = 1;

/** Silence is never a yes: after so long an approval expires and the mission is handed to a person. */
export const APPROVAL_EXPIRES_MS = 7 * DAY;

/**
 * One decision over all messages of a mission. It binds a digest over the digests of the cohorts, each of which
 * is over the content hashes of its messages: whatever changes, changes it.
 */
export const approvalSchema = z.object({
  workspace: workspaceIdSchema,
  id: approvalIdSchema,
  version: z.number().int().min(1),
  missionId: missionIdSchema,
  state: z.enum(APPROVAL_STATES),
  digest: z.string(),
  policyVersion: z.number().int(),
  cohorts: z.record(z.string(), z.string()),
  recipients: z.number().int(),
  messages: z.number().int(),
  /** What the messages will cost; absent in approvals of before there were other channels than e-mail. */
  costUsd: z.number().optional(),
  blockedDrafts: z.record(z.string(), z.number().int()),
  createdAt: instantSchema,
  expiresAt: instantSchema,
  decidedAt: instantSchema.optional(),
  decidedBy: z.string().optional(),
  reason: z.string().optional(),
});
export type Approval = z.infer<typeof approvalSchema>;

export const draftsDigest = (drafts: Drafts): string =>
  sha256(
    drafts.leads
      .map((lead) =>
        [
          lead.leadId,
          lead.variant,
          lead.purchases?.count ?? '-',
          lead.purchases?.lastOn ?? '-',
          ...lead.messages,
        ].join(' '),
      )
      .join('\n'),
  );

export const approvalDigest = (cohorts: Readonly<Record<string, string>>): string =>
  sha256(
    [
      `policy ${POLICY_VERSION}`,
      ...Object.entries(cohorts)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([id, digest]) => `${id} ${digest}`),
    ].join('\n'),
  );

export interface ApprovalDecision {
  readonly outcome: 'approved' | 'rejected' | 'expired';
  readonly by: string;
  readonly now: Date;
  /** What the approver saw; has to be what is there. */
  readonly digest?: string;
  readonly reason?: string;
}

/** @throws RexError CONFLICT when it was decided before, has expired, or shows something else than was seen. */
export function decide(approval: Approval, decision: ApprovalDecision): Approval {
  if (approval.state !== 'pending') {
    throw new RexError('CONFLICT', `This approval is ${approval.state} already; a decision is made once.`);
  }
  if (decision.outcome === 'approved') {
    if (decision.now.toISOString() >= approval.expiresAt) {
      throw new RexError('CONFLICT', 'This approval has expired; retry the mission to be asked again.');
    }
    if (decision.digest !== approval.digest) {
      throw new RexError(
        'CONFLICT',
        'The messages are not those that were looked at; look again before approving.',
        {
          fields: [{ path: 'body.digest', message: 'is not the digest of this approval' }],
        },
      );
    }
  }
  return {
    ...approval,
    state: decision.outcome,
    decidedAt: decision.now.toISOString(),
    decidedBy: decision.by,
    reason: decision.reason,
  };
}

/**
 * Whether a decision still holds for the mission: a refusal holds until somebody retries the mission, which asks
 * anew; a yes holds as long as the messages stay the same.
 */
export const isStanding = (
  { state, decidedAt }: Pick<Approval, 'state' | 'decidedAt'>,
  { retriedAt }: { readonly retriedAt?: string | undefined },
): boolean =>
  state === 'approved' ||
  ((state === 'rejected' || state === 'expired') &&
    (retriedAt === undefined || (decidedAt ?? '') > retriedAt));

import type { MessagesApproval } from '../../approvals/domain/approval.ts';
import type { Drafts } from '../../drafting/domain/cohort.ts';
import type { MissionContent } from '../../drafting/domain/content.ts';
import type { CohortRef } from '../domain/cohort-ledger.ts';
import { areBound } from './send-context.ts';

interface Read {
  readonly content: MissionContent | undefined;
  readonly drafts: Drafts;
}

interface Known extends Read {
  readonly approval: Pick<MessagesApproval, 'id' | 'version'>;
}

/** Cohorts that a process remembers. */
const REMEMBERED = 32;

/**
 * Drafts and content as an approval binds them, kept in the process. Whoever changes them voids the approval first, and asks
 * for a new one; an erasure writes the approval anew together with either. So they hold as long as the approval is the same, stands and binds them.
 */
export class ApprovedDrafts {
  private readonly known = new Map<string, Known>();

  /** What was kept under the approval that the mission names. Whether that stands still is to be asked: `stands`. */
  of(ref: CohortRef, approvalId: string | undefined): Known | undefined {
    const known = this.known.get(nameOf(ref));
    return known?.approval.id === approvalId ? known : undefined;
  }

  /** @param approval read after the others */
  keep(ref: CohortRef, read: Read, approval: MessagesApproval | undefined): void {
    const name = nameOf(ref);
    this.known.delete(name);
    if (!approval || !stands(approval, { ...read, approval })) return;
    const { id, version } = approval;
    this.known.set(name, { ...read, approval: { id, version } });
    const [oldest] = this.known.keys();
    if (oldest !== undefined && this.known.size > REMEMBERED) this.known.delete(oldest);
  }
}

/** Whether the approval, as it is now, is still the one under which these were kept, and binds them. */
export const stands = (
  approval: MessagesApproval | undefined,
  kept: Pick<Known, 'approval' | 'drafts'>,
): boolean =>
  approval?.state === 'approved' &&
  approval.id === kept.approval.id &&
  approval.version === kept.approval.version &&
  areBound(approval, kept.drafts);

const nameOf = ({ workspace, missionId, cohort }: CohortRef): string => `${workspace} ${missionId} ${cohort}`;

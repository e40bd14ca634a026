import type { MessagesApproval } from '../../approvals/domain/approval.ts';
import type { Drafts } from '../../drafting/domain/cohort.ts';
import type { MissionContent } from '../../drafting/domain/content.ts';
import type { CohortRef } from '../domain/cohort-ledger.ts';
import { areBound } from './send-context.ts';

interface Known {
  readonly content: MissionContent | undefined;
  readonly drafts: Drafts;
}

/** Cohorts that a process remembers. */
const REMEMBERED = 32;

/**
 * Drafts and content as an approval binds them, kept in the process. Whoever changes them voids the approval first, and asks
 * for a new one; an erasure changes the approval together with the drafts. So they hold as long as the approval stands and binds them.
 */
export class ApprovedDrafts {
  private readonly known = new Map<string, Known & { readonly approvalId: string }>();

  /** What was kept under the approval that the mission names. Whether that stands still is to be asked: `stands`. */
  of(ref: CohortRef, approvalId: string | undefined): Known | undefined {
    const known = this.known.get(nameOf(ref));
    return known?.approvalId === approvalId ? known : undefined;
  }

  /** @param approval read after the others */
  keep(ref: CohortRef, known: Known, approval: MessagesApproval | undefined): void {
    const name = nameOf(ref);
    this.known.delete(name);
    if (!approval || !stands(approval, known.drafts)) return;
    this.known.set(name, { ...known, approvalId: approval.id });
    const [oldest] = this.known.keys();
    if (oldest !== undefined && this.known.size > REMEMBERED) this.known.delete(oldest);
  }
}

/** Whether the approval, as it is now, still binds drafts that were kept under it. */
export const stands = (approval: MessagesApproval | undefined, drafts: Drafts): boolean =>
  approval?.state === 'approved' && areBound(approval, drafts);

const nameOf = ({ workspace, missionId, cohort }: CohortRef): string => `${workspace} ${missionId} ${cohort}`;

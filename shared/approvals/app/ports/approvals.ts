import type { RexEvent } from '../../../kernel/events.ts';
import type { Approval } from '../../domain/approval.ts';

export interface ApprovalStore {
  /** Approvals of changes that nobody answered in time. */
  overdueChanges(now: Date): Promise<{ workspace: string; id: string }[]>;
  create(approval: Approval, events: readonly RexEvent[]): Promise<void>;
  get(workspace: string, id: string): Promise<Approval | undefined>;
  save(approval: Approval, events: readonly RexEvent[]): Promise<Approval>;
  list(
    workspace: string,
    filter: { state?: string | undefined; limit: number; cursor?: string | undefined },
  ): Promise<{ approvals: Approval[]; cursor: string | null }>;
}

import type { RexEvent } from '../../../kernel/events.ts';
import type { Approval } from '../../domain/approval.ts';

export interface ApprovalStore {
  /** Approvals of changes that nobody answered in time. */
  overdueChanges(now: Date): Promise<{ workspace: string; id: string }[]>;
  create(approval: Approval, events: readonly RexEvent[]): Promise<void>;
  get(workspace: string, id: string): Promise<Approval | undefined>;
  save(approval: Approval, events: readonly RexEvent[]): Promise<Approval>;
  /** What happened to an approval, oldest first; the latest so many. */
  events(workspace: string, id: string, limit: number): Promise<RexEvent[]>;
  list(
    workspace: string,
    filter: { state?: string | undefined; limit: number; cursor?: string | undefined },
  ): Promise<{ approvals: Approval[]; cursor: string | null }>;
}

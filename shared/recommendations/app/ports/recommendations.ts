import type { SettingsApproval } from '../../../approvals/domain/approval.ts';
import type { RexEvent } from '../../../kernel/events.ts';
import type { WorkspaceRecord } from '../../../workspaces/app/ports/workspace.ts';
import type { Kept, Recommendation } from '../../domain/recommendation.ts';

/** Which recommendation a cause has now; `version` guards it against others who find something of the same cause. */
export interface OfCause {
  readonly version: number;
  readonly latest: Recommendation | undefined;
}

/** What is written together when a change is asked for or decided: the settings only where they change. */
export interface SettledChange {
  readonly recommendation: Recommendation;
  readonly approval: SettingsApproval;
  readonly settings?: WorkspaceRecord;
}

export interface RecommendationStore {
  get(workspace: string, id: string): Promise<Recommendation | undefined>;
  ofCause(workspace: string, kind: string, cause: string): Promise<OfCause>;
  /** Records come as they are after the change, guarded by the version before it. */
  keep(kept: Pick<Kept, 'next' | 'superseded'>, before: OfCause, events: readonly RexEvent[]): Promise<void>;
  save(recommendation: Recommendation, events: readonly RexEvent[]): Promise<void>;
  /** All or nothing, each as it is after the change and guarded by the version before it. */
  settle(change: SettledChange, events: readonly RexEvent[]): Promise<void>;
  /** What was found last comes first. */
  list(
    workspace: string,
    filter: { state?: string | undefined; limit: number; cursor?: string | undefined },
  ): Promise<{ recommendations: Recommendation[]; cursor: string | null }>;
}

import type { SettingsApproval } from '../../../approvals/domain/approval.ts';
import type { RexEvent } from '../../../kernel/events.ts';
import type { WorkspaceRecord } from '../../../workspaces/app/ports/workspace.ts';
import type { Kept, Recommendation } from '../../domain/recommendation.ts';

/** The current recommendation of a cause; `version` guards it against concurrent findings of the same cause. */
export interface OfCause {
  readonly version: number;
  readonly latest: Recommendation | undefined;
}

/** The records that are written together when a change is requested or decided; the settings only when they change. */
export interface SettledChange {
  readonly recommendation: Recommendation;
  readonly approval: SettingsApproval;
  readonly settings?: WorkspaceRecord;
}

export interface RecommendationStore {
  get(workspace: string, id: string): Promise<Recommendation | undefined>;
  ofCause(workspace: string, kind: string, cause: string): Promise<OfCause>;
  /** Records are given as they are after the change, and guarded by the version before it. */
  keep(kept: Pick<Kept, 'next' | 'superseded'>, before: OfCause, events: readonly RexEvent[]): Promise<void>;
  save(recommendation: Recommendation, events: readonly RexEvent[]): Promise<void>;
  /** Saves all records or none, each as it is after the change, guarded by the version before it. */
  settle(change: SettledChange, events: readonly RexEvent[]): Promise<void>;
  /** The latest finding comes first. */
  list(
    workspace: string,
    filter: { state?: string | undefined; limit: number; cursor?: string | undefined },
  ): Promise<{ recommendations: Recommendation[]; cursor: string | null }>;
}

import type { Decision } from '../../domain/decision.ts';

export interface DecisionPage {
  readonly decisions: Decision[];
  readonly cursor: string | null;
}

/** All decisions of a workspace. Those about missions are also stored with the changes of their mission. */
export interface DecisionStore {
  /** Stores a decision without a change of a mission. A repeat with the same id changes nothing. */
  add(workspace: string, decision: Decision, missionId?: string): Promise<void>;
  /** Newest first. @throws RexError VALIDATION_FAILED for a foreign cursor */
  list(
    workspace: string,
    options: { readonly since?: string; readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<DecisionPage>;
}

import type { Decision } from '../../domain/decision.ts';

export interface DecisionPage {
  readonly decisions: Decision[];
  readonly cursor: string | null;
}

/** Decisions of a workspace, whatever they are about. Those about missions are also kept with their mission's changes. */
export interface DecisionStore {
  /** Keeps one that comes with no change of a mission. The same id again changes nothing. */
  add(workspace: string, decision: Decision, missionId?: string): Promise<void>;
  /** Newest first. @throws RexError VALIDATION_FAILED for a foreign cursor */
  list(
    workspace: string,
    options: { readonly since?: string; readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<DecisionPage>;
}

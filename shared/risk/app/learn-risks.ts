import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { type Outcome, withMission } from '../domain/risk-evidence.ts';
import type { RiskEvidenceStore } from './ports/risk-evidence.ts';

/** Adds what the first e-mails of a mission did to what the workspace knows. A repeat adds nothing. */
export function learnRisks(
  deps: { readonly riskEvidence: RiskEvidenceStore },
  { workspace, id }: { readonly workspace: string; readonly id: string },
  outcomes: readonly Outcome[],
): Promise<void> {
  return retryOnConflict(async () => {
    const known = await deps.riskEvidence.get(workspace);
    const before = known ?? { workspace, version: 1, segments: {}, missions: [] };
    const after = withMission(before, id, outcomes);
    if (after !== before) await deps.riskEvidence.save(after, known ? 'version' : 'absent');
  });
}

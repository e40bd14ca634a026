import type { RiskEvidenceRecord } from '../../domain/risk-evidence.ts';

export interface RiskEvidenceStore {
  get(workspace: string): Promise<RiskEvidenceRecord | undefined>;
  save(evidence: RiskEvidenceRecord, expected: 'absent' | 'version'): Promise<void>;
}

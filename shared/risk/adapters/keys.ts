import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

export const riskEvidenceKey = (ws: string): Key => key(`W#${ws}#WORKSPACE`, 'RISK_EVIDENCE');

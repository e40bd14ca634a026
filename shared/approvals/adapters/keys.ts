import { type Key, key, workKind } from '../../platform/adapters/dynamodb/keys.ts';

export const approvalsPartition = (ws: string): string => `W#${ws}#APPROVALS`;
export const approvalKey = (ws: string, id: string): Key => key(approvalsPartition(ws), id);

export const approvalWork = workKind('APPROVAL');

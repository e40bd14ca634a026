import { workKind } from '../../platform/adapters/dynamodb/keys.ts';

export const workspaceWork = workKind('WORKSPACE');

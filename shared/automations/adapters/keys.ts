import { missionPartition } from '../../missions/adapters/keys.ts';
import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

export const automationsPartition = (ws: string): string => `W#${ws}#AUTOMATIONS`;
export const automationKey = (ws: string, id: string): Key => key(automationsPartition(ws), id);
export const runKey = (ws: string, mission: string): Key => key(missionPartition(ws, mission), 'AUTOMATION');

import { leadPartition } from '../../leads/adapters/keys.ts';
import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

export const enrichmentDayKey = (ws: string, day: string): Key => key(`W#${ws}#ENRICHMENT#DAYS`, day);
export const enrichmentKey = (ws: string, lead: string): Key => key(leadPartition(ws, lead), 'ENRICHMENT');

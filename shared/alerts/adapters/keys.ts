import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

/** Each alert is a partition, so that many alerts at once make no hot partition; the list is a timeline. */
export const alertKey = (ws: string, id: string): Key => key(`W#${ws}#ALERT#${id}`, 'ALERT');
export const alertCauseKey = (ws: string, causeHash: string): Key =>
  key(`W#${ws}#ALERT_CAUSE#${causeHash}`, 'CAUSE');

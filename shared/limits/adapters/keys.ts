import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

/** The settings of a workspace. This context may not depend on `workspaces`, so it reads limits from the record itself. */
export const settingsKey = (ws: string): Key => key(`W#${ws}#WORKSPACE`, 'SETTINGS');
export const underWayPartition = (ws: string): string => `W#${ws}#UNDER_WAY`;
export const underWayKey = (ws: string, what: string): Key => key(underWayPartition(ws), what);
export const bucketKey = (ws: string, provider: string): Key => key(`W#${ws}#BUCKET#${provider}`, 'BUCKET');

import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

/** The settings of a workspace. This context may not depend on `workspaces`, so it reads limits from the record itself. */
export const settingsKey = (ws: string): Key => key(`W#${ws}#WORKSPACE`, 'SETTINGS');
export const bucketKey = (ws: string, provider: string): Key => key(`W#${ws}#BUCKET#${provider}`, 'BUCKET');

import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

/** The settings of a workspace. `workspaces`, which keeps them, stands above: limits are read past its store. */
export const settingsKey = (ws: string): Key => key(`W#${ws}#WORKSPACE`, 'SETTINGS');
export const bucketKey = (ws: string, provider: string): Key => key(`W#${ws}#BUCKET#${provider}`, 'BUCKET');

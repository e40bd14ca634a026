import { type Key, key, workKind } from '../../platform/adapters/dynamodb/keys.ts';

export const campaignsPartition = (ws: string): string => `W#${ws}#CAMPAIGNS`;
export const movesPartition = (ws: string): string => `W#${ws}#MOVES`;
export const achievementsPartition = (ws: string): string => `W#${ws}#ACHIEVEMENTS`;
export const intelligencePartition = (ws: string): string => `W#${ws}#INTELLIGENCE`;
/** To which campaign a mission or task belongs. */
export const campaignPartKey = (ws: string, part: string): Key => key(`W#${ws}#CAMPAIGN_PARTS`, part);

/** Few workspaces run campaigns: one shard. */
export const campaignWork = workKind('CAMPAIGN', 1);

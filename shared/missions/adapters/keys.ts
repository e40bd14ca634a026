import { type Key, key, workKind } from '../../platform/adapters/dynamodb/keys.ts';

export const idempotencyKey = (ws: string, name: string): Key => key(`W#${ws}#IDEMPOTENCY`, name);
export const endedPartition = (ws: string): string => `W#${ws}#ENDED`;
export const endedKey = (ws: string, at: string, mission: string): Key =>
  key(endedPartition(ws), `${at}#${mission}`);
export const missionsPartition = (ws: string): string => `W#${ws}#MISSIONS`;
export const missionKey = (ws: string, id: string): Key => key(missionsPartition(ws), id);
/** How many missions are in each state, in shards. */
export const stateCountsPartition = (ws: string): string => `W#${ws}#MISSION_STATES`;
export const stateCountsKey = (ws: string, shard: number): Key =>
  key(stateCountsPartition(ws), `SHARD#${shard}`);
export const missionPartition = (ws: string, id: string): string => `W#${ws}#MISSION#${id}`;
export const stepKey = (ws: string, mission: string, step: string): Key =>
  key(missionPartition(ws, mission), `STEP#${step}`);
export const scoredPageKey = (ws: string, mission: string, page: string): Key =>
  key(missionPartition(ws, mission), `SCORED#${page}`);
export const modelKey = (ws: string, mission: string): Key => key(missionPartition(ws, mission), 'MODEL');
/** How many replies to a mission's messages wait for a decision. */
export const repliesWaitingKey = (ws: string, mission: string): Key =>
  key(missionPartition(ws, mission), 'REPLIES_WAITING');

export const missionWork = workKind('MISSION');
export const queuedWork = workKind('QUEUED');

import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

/** Decisions about a mission are stored in its partition. */
export const decisionKey = (ws: string, mission: string, id: string): Key =>
  key(`W#${ws}#MISSION#${mission}`, `DECISION#${id}`);
export const workspaceDecisionKey = (ws: string, id: string): Key => key(`W#${ws}#DECISIONS`, id);

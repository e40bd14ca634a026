import { missionPartition } from '../../missions/adapters/keys.ts';
import { type Key, key, workKind } from '../../platform/adapters/dynamodb/keys.ts';

export const contentKey = (ws: string, mission: string): Key => key(missionPartition(ws, mission), 'CONTENT');
export const cohortKey = (ws: string, mission: string, cohort: string): Key =>
  key(missionPartition(ws, mission), `COHORT#${cohort}`);
export const draftsKey = (ws: string, mission: string, cohort: string): Key =>
  key(missionPartition(ws, mission), `DRAFTS#${cohort}`);

export const cohortWork = workKind('COHORT');

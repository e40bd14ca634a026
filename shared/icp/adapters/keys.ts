import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

/** What a mission surveyed lies in the partition of that mission. */
export const surveyPartition = (ws: string, mission: string): string => `W#${ws}#MISSION#${mission}`;
export const surveyPageKey = (ws: string, mission: string, page: string): Key =>
  key(surveyPartition(ws, mission), `SURVEY#${page}`);
export const sampleShareKey = (ws: string, mission: string): Key =>
  key(surveyPartition(ws, mission), 'SAMPLE_SHARE');
export const targetKey = (ws: string, mission: string): Key => key(surveyPartition(ws, mission), 'TARGET');
export const profilesPartition = (ws: string): string => `W#${ws}#ICP_PROFILES`;
export const profileKey = (ws: string, id: string): Key => key(profilesPartition(ws), id);
export const latestProfileKey = (ws: string): Key => key(`W#${ws}#WORKSPACE`, 'ICP_PROFILE');

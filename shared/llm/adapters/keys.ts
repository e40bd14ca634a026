import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

export const llmAnswerKey = (ws: string, hash: string): Key => key(`W#${ws}#LLM#ANSWER#${hash}`, 'ANSWER');
export const llmJobKey = (ws: string, id: string): Key => key(`W#${ws}#LLM#JOB#${id}`, 'JOB');
export const llmDayKey = (ws: string, day: string): Key => key(`W#${ws}#LLM#DAYS`, day);
export const llmMissionKey = (ws: string, mission: string): Key =>
  key(`W#${ws}#LLM#MISSION#${mission}`, 'SPENT');

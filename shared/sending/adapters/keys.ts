import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

export const engagementHoursKey = (ws: string): Key => key(`W#${ws}#WORKSPACE`, 'ENGAGEMENT_HOURS');
export const sendsPartition = (ws: string, mission: string, cohort: string): string =>
  `W#${ws}#SENDS#${mission}#${cohort}`;
export const sendKey = (ws: string, mission: string, cohort: string, lead: string, step: number): Key =>
  key(sendsPartition(ws, mission, cohort), `${lead}#${step}`);

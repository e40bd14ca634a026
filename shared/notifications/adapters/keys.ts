import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

export const membersPartition = (ws: string): string => `W#${ws}#MEMBERS`;
export const memberKey = (ws: string, subject: string): Key => key(membersPartition(ws), subject);
/** The notices of a member; their ids sort by time. */
export const noticesPartition = (ws: string, subject: string): string => `W#${ws}#NOTICES#${subject}`;
export const noticeKey = (ws: string, subject: string, id: string): Key =>
  key(noticesPartition(ws, subject), id);
export const noticeHourKey = (ws: string, subject: string, hour: string): Key =>
  key(`W#${ws}#NOTICE_HOURS#${subject}`, hour);

import { leadPartition } from '../../leads/adapters/keys.ts';
import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

export const MEETING_PREFIX = 'MEETING#';
export const meetingKey = (ws: string, lead: string, id: string): Key =>
  key(leadPartition(ws, lead), `${MEETING_PREFIX}${id}`);
export const bookingClaimKey = (ws: string, lead: string, id: string): Key =>
  key(leadPartition(ws, lead), `BOOKING_CLAIM#${id}`);

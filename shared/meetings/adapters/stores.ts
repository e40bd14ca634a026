import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoBookingClaimStore } from './booking-claim-store.ts';
import { DynamoMeetingStore } from './meeting-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const meetingStores = ({ records, events }: Tables) => ({
  meetings: new DynamoMeetingStore(records, events),
  bookingClaims: new DynamoBookingClaimStore(records),
});

import { type RecordTable, transact } from '../../platform/adapters/dynamodb/table.ts';
import type { BookingClaimStore } from '../app/ports/booking-claims.ts';
import { type BookingClaim, bookingClaimSchema } from '../domain/booking-claim.ts';
import { bookingClaimKey } from './keys.ts';

export class DynamoBookingClaimStore implements BookingClaimStore {
  private readonly records: RecordTable;

  constructor(records: RecordTable) {
    this.records = records;
  }

  get(workspace: string, leadId: string, id: string): Promise<BookingClaim | undefined> {
    return this.records.get(bookingClaimKey(workspace, leadId, id), bookingClaimSchema);
  }

  async save(before: BookingClaim | undefined, claim: BookingClaim): Promise<BookingClaim> {
    const { workspace, leadId, id } = claim;
    const next = { ...claim, version: (before?.version ?? 0) + 1 };
    const expected = before ? { version: before.version } : 'absent';
    await transact(this.records, [
      this.records.putItem(bookingClaimKey(workspace, leadId, id), next, expected),
    ]);
    return next;
  }
}

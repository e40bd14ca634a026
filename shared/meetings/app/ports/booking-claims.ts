import type { BookingClaim } from '../../domain/booking-claim.ts';

export interface BookingClaimStore {
  get(workspace: string, leadId: string, id: string): Promise<BookingClaim | undefined>;
  /** Stores a claim with the version after that of `before`. A conflict when it has changed since. */
  save(before: BookingClaim | undefined, claim: BookingClaim): Promise<BookingClaim>;
}

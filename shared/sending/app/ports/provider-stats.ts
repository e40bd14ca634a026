import type { Outcomes } from '../../../domains/domain/provider-day.ts';

/** What one account at SendGrid counts. */
export interface ProviderStats {
  /**
   * By day, from `from` (both included) to `to`, in one call; a day that is absent had nothing.
   * @throws ProviderBusy, or RexError PROVIDER_UNAVAILABLE when it gives no usable answer
   */
  days(from: string, to: string): Promise<ReadonlyMap<string, Outcomes>>;
}

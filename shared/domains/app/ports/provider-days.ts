import type { Outcomes, ProviderDay } from '../../domain/provider-day.ts';

/** What SendGrid counts of an account, beside what Rex heard by its event webhook. */
export interface ProviderDayStore {
  /** The days from `from` (UTC, both included) to `to`; those of which nothing is known are all 0. */
  days(workspace: string, from: string, to: string): Promise<ProviderDay[]>;
  /** Adds to what was heard of a day. */
  hear(workspace: string, day: string, counts: Readonly<Partial<Outcomes>>): Promise<void>;
  /** Keeps SendGrid's counts, unless those that are there were read later. */
  tell(
    workspace: string,
    told: Pick<ProviderDay, 'day' | 'sent'> & { readonly told: Outcomes; readonly readAt: Date },
  ): Promise<void>;
  /** Notes once that a day was judged. */
  judge(workspace: string, day: string, at: Date): Promise<void>;
}

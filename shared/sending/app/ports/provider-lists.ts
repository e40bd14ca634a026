import type { ListedAddress, ProviderList } from '../../domain/provider-lists.ts';
import type { ListWindow, ProviderSync } from '../../domain/provider-sync.ts';

/** One account at SendGrid. */
export interface ProviderLists {
  /**
   * One page of those on a list, and whether another may follow.
   * @throws ProviderBusy, or RexError PROVIDER_UNAVAILABLE when it gives no usable answer
   */
  page(
    list: ProviderList,
    window: Required<ListWindow>,
  ): Promise<{ readonly listed: readonly ListedAddress[]; readonly full: boolean }>;
  /** Nobody writes to these by this account any more. Again is fine. Throws as `page`. */
  suppress(addresses: readonly string[]): Promise<void>;
}

export interface ProviderSyncStore {
  get(workspace: string): Promise<ProviderSync | undefined>;
  save(sync: ProviderSync, expected: 'absent' | 'version'): Promise<void>;
}

/** The account was called too often. */
export class ProviderBusy extends Error {
  readonly until: Date;

  constructor(until: Date) {
    super('The provider asked to be called later.');
    this.until = until;
  }
}

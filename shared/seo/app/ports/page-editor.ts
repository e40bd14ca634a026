import type { OpenConnection } from '../../../connections/app/ports/connections.ts';
import type { FixField, FixOfPage } from '../../contract/fix.ts';

export type Target = Pick<FixOfPage, 'kind' | 'id'>;
export type Values = Readonly<Partial<Record<FixField, string>>>;

export interface PageState {
  readonly kind: 'state';
  /** Where readers find it; empty where it has no address. */
  readonly url: string;
  /** As they are stored; '' where nothing is. A field that cannot be written is not there. */
  readonly values: Values;
}

/** Why it was not read, or not written. Whole sentences. */
export interface EditFailure {
  /**
   * `credentials`: they are not accepted; `refused`: never; `later`: not now, and certainly nothing was done;
   * `unknown`: it may have been done.
   */
  readonly kind: 'credentials' | 'refused' | 'later' | 'unknown';
  readonly reason: string;
  readonly retryAfterMs?: number | undefined;
}

/** Reads and changes pages of one provider. Never throws for what the other side does, and never repeats a write. */
export interface PageEditor {
  read(opened: OpenConnection, target: Target): Promise<PageState | EditFailure>;
  /** What the provider answers is no proof: it is read back. */
  write(
    opened: OpenConnection,
    target: Target,
    values: Values,
  ): Promise<{ readonly kind: 'taken' } | EditFailure>;
}

import type { OpenConnection } from '../../../connections/app/ports/connections.ts';
import type { Operation } from '../../domain/changes.ts';

/** token: the credentials are accepted no more. uncertain: it may have taken effect. */
export type AdsFaultKind = 'refused' | 'unavailable' | 'token' | 'uncertain';

/** Its message is a whole sentence, which says what to do. */
export class AdsFault extends Error {
  readonly kind: AdsFaultKind;
  readonly retryAt: Date | undefined;

  constructor(kind: AdsFaultKind, message: string, retryAt?: Date) {
    super(message);
    this.kind = kind;
    this.retryAt = retryAt;
  }
}

/** What became of each operation, by its place. */
export interface Mutated {
  /** Undefined where it failed, and when it was only tried out. */
  readonly resources: readonly (string | undefined)[];
  /** Why, of those that failed. */
  readonly failures: ReadonlyMap<number, string>;
}

/** @throws AdsFault */
export interface AdsApi {
  /** @param most rows */
  search(opened: OpenConnection, query: string, most?: number): Promise<unknown[]>;
  /** Each operation for itself: one that fails leaves the others. */
  mutate(
    opened: OpenConnection,
    operations: readonly Operation[],
    options: { readonly validateOnly: boolean },
  ): Promise<Mutated>;
}

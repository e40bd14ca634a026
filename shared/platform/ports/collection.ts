import type { RexEvent } from '../../kernel/events.ts';

/** What a workspace has many of, each with an id and a version. */
export interface Kept {
  readonly workspace: string;
  readonly id: string;
  readonly version: number;
}

/** A request that names itself by its Idempotency-Key, and a hash of what it asks for. */
export interface NamedRequest {
  readonly key: string;
  readonly hash: string;
}

export interface PageAsked {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface Collection<R extends Kept> {
  get(workspace: string, id: string): Promise<R | undefined>;
  /** Those that there are, in the order of the ids. */
  getMany(workspace: string, ids: readonly string[]): Promise<R[]>;
  /** Newest first. */
  page(workspace: string, asked: PageAsked): Promise<{ items: R[]; cursor: string | null }>;
  all(workspace: string): Promise<R[]>;
  /**
   * Stores the first version; a repeat of a named request returns what the first one created.
   * @throws RexError IDEMPOTENCY_MISMATCH when the key named another request; VERSION_CONFLICT when there is one of this id
   */
  create(record: R, events: readonly RexEvent[], request?: NamedRequest): Promise<R>;
  /** Guarded by the version that was read; returns it as it is now. @throws RexError VERSION_CONFLICT */
  save(record: R, events: readonly RexEvent[]): Promise<R>;
  /** Guarded by the version that was read. @throws RexError VERSION_CONFLICT */
  remove(record: R, events: readonly RexEvent[]): Promise<void>;
}

import type { RexEvent } from '../../../kernel/events.ts';
import type { NamedRequest, PageAsked } from '../../../platform/ports/collection.ts';
import type { Work } from '../../domain/work.ts';

export interface Written {
  readonly created: readonly Work[];
  /** As they were read, with their changes: the version is still the one that was read. */
  readonly changed: readonly Work[];
  /** Neither created nor changed: nothing is written when one of them is no longer as it was read. */
  readonly reads?: readonly Work[];
  /** Of works that are created. */
  readonly names?: readonly { readonly name: string; readonly id: string }[];
}

export interface WorkRef {
  readonly workspace: string;
  readonly id: string;
}

/** A work that its seat looks at again. */
export interface OpenWork extends WorkRef {
  readonly dueAt: string;
}

/** The works of one seat. */
export interface WorkStore {
  get(workspace: string, id: string): Promise<Work | undefined>;
  named(workspace: string, name: string): Promise<Work | undefined>;
  /** Those of one kind, by the letters before their ids, newest first. */
  page(
    workspace: string,
    asked: PageAsked & { readonly prefix?: string },
  ): Promise<{ items: Work[]; cursor: string | null }>;
  /**
   * Writes all of it or nothing, with the events. A repeat of a named request returns the work that the first one made.
   * @throws RexError VERSION_CONFLICT, also for a name that another work has, and for what was read and has changed; IDEMPOTENCY_MISMATCH
   */
  write(works: Written, events: readonly RexEvent[], request?: NamedRequest): Promise<Work | undefined>;
  /** What an earlier request of this key made. @throws RexError IDEMPOTENCY_MISMATCH */
  ofRequest(workspace: string, request: NamedRequest): Promise<Work | undefined>;
  /** Whether an earlier request of this key made a work, which may have been removed since. @throws RexError IDEMPOTENCY_MISMATCH */
  wasMade(workspace: string, request: NamedRequest): Promise<boolean>;
  /** What the seat has seen in a round, as `sawAll` noted it. */
  seen(workspace: string): Promise<string | undefined>;
  /** Notes that all of this was seen, and that nothing of it is left to do. */
  sawAll(workspace: string, seen: string): Promise<void>;
  /** Works of all workspaces that are due. */
  due(now: Date): Promise<WorkRef[]>;
}

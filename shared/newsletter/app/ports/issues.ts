import type { RexEvent } from '../../../kernel/events.ts';
import type { Copy, CopyRef, IssueCounts } from '../../domain/copy.ts';
import type { LinkCounts } from '../../domain/copy-engagement.ts';
import type { Issue, IssueRef } from '../../domain/issue.ts';
import type { Subscriber } from '../../domain/links.ts';

export interface IssueStore {
  get(ref: IssueRef): Promise<Issue | undefined>;
  /** Saves the next version: the first one where the version is 0. @throws RexError VERSION_CONFLICT */
  save(issue: Issue, events: readonly RexEvent[]): Promise<Issue>;
  /** Those that have begun, the latest first; the index follows by moments. */
  list(
    workspace: string,
    asked: { readonly newsletter: string; readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<{ issues: Issue[]; cursor: string | null }>;
  /** Of all workspaces: those that go on now. */
  overdue(now: Date): Promise<IssueRef[]>;
  counts(ref: IssueRef): Promise<IssueCounts>;
  /** Of the links that people followed. */
  links(ref: IssueRef): Promise<LinkCounts[]>;
}

/** Who got which issue. Whatever changes is counted in the same write. */
export interface CopyStore {
  get(ref: CopyRef): Promise<Copy | undefined>;
  /** Writes a first version; false when the person has the issue already. */
  claim(copy: Copy): Promise<boolean>;
  /** Saves the next version. @throws RexError VERSION_CONFLICT */
  change(before: Copy, after: Copy): Promise<Copy>;
  /** The provider certainly did not take it. @throws RexError VERSION_CONFLICT */
  giveUp(copy: Copy): Promise<void>;
  /** The last issue that somebody got of a newsletter. */
  latest(of: Subscriber): Promise<Copy | undefined>;
  /** Nothing is left of what somebody got of a newsletter. Counts stay. */
  forget(of: Subscriber): Promise<void>;
}

import type { RexEvent } from '../../../kernel/events.ts';
import type { DomainOwner } from '../../domain/domain-ownership.ts';
import type { Pool } from '../../domain/pool.ts';

/** Whose the sending domains are, across all workspaces. */
export interface DomainRegistry {
  /**
   * Which workspace a domain belongs to, also one that mail is received at: the owner of the nearest of it and its
   * parents that is owned.
   */
  ownerOf(domain: string): Promise<string | undefined>;
  get(domain: string): Promise<DomainOwner | undefined>;
  /**
   * The owner and the pool of the workspace, in one transaction: a domain is owned where a pool says so, and only there.
   * @throws RexError VERSION_CONFLICT when either was changed meanwhile
   */
  save(
    owner: DomainOwner,
    pool: Pool,
    expected: { readonly owner: 'absent' | 'version'; readonly pool: 'absent' | 'version' },
    events: readonly RexEvent[],
  ): Promise<Pool>;
}

export interface TxtRecords {
  /** The texts at a name of the DNS; none when there is no such name. @throws RexError PROVIDER_UNAVAILABLE */
  txt(name: string): Promise<string[]>;
}

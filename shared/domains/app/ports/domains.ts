import type { RexEvent } from '../../../kernel/events.ts';
import type { DomainOwner } from '../../domain/domain-ownership.ts';
import type { Pool } from '../../domain/pool.ts';

/** The owners of sending domains, across all workspaces. */
export interface DomainRegistry {
  /**
   * The workspace to which a domain belongs, also one that only receives mail: the owner of the domain or of its nearest owned
   * parent.
   */
  ownerOf(domain: string): Promise<string | undefined>;
  get(domain: string): Promise<DomainOwner | undefined>;
  /**
   * Saves the owner and the pool of the workspace in one transaction, so that the owner of a domain is always the workspace
   * whose pool says so.
   * @param from the pool that the domain leaves, in the same transaction
   * @throws RexError VERSION_CONFLICT when one of them was changed meanwhile
   */
  save(
    owner: DomainOwner,
    pool: Pool,
    expected: { readonly owner: 'absent' | 'version'; readonly pool: 'absent' | 'version' },
    events: readonly RexEvent[],
    from?: Pool,
  ): Promise<Pool>;
}

export interface TxtRecords {
  /** The TXT records of a DNS name; none when there is no such name. @throws RexError PROVIDER_UNAVAILABLE */
  txt(name: string): Promise<string[]>;
}

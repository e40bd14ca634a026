import type { RexEvent } from '../../kernel/events.ts';
import { putEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import { type RecordTable, transact } from '../../platform/adapters/dynamodb/table.ts';
import type { DomainRegistry } from '../app/ports/domains.ts';
import { type DomainOwner, domainOwnerSchema } from '../domain/domain-ownership.ts';
import type { Pool } from '../domain/pool.ts';
import { domainOwnerKey, poolKey } from './keys.ts';

export class DynamoDomainRegistry implements DomainRegistry {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  get(domain: string): Promise<DomainOwner | undefined> {
    return this.records.get(domainOwnerKey(domain), domainOwnerSchema);
  }

  async ownerOf(domain: string): Promise<string | undefined> {
    const labels = domain.toLowerCase().split('.');
    // From the name itself to the last but one: nobody owns a top-level domain.
    const names = labels.slice(0, -1).map((_, n) => labels.slice(n).join('.'));
    const owners = await this.records.getMany(names.map(domainOwnerKey), domainOwnerSchema);
    return owners.find((owner) => owner?.workspace !== undefined)?.workspace;
  }

  async save(
    owner: DomainOwner,
    pool: Pool,
    expected: { readonly owner: 'absent' | 'version'; readonly pool: 'absent' | 'version' },
    events: readonly RexEvent[],
    from?: Pool,
  ): Promise<Pool> {
    const nextOwner = expected.owner === 'absent' ? owner : { ...owner, version: owner.version + 1 };
    const nextPool = expected.pool === 'absent' ? pool : { ...pool, version: pool.version + 1 };
    await transact(this.records, [
      this.records.putItem(
        domainOwnerKey(owner.domain),
        nextOwner,
        expected.owner === 'absent' ? 'absent' : { version: owner.version },
      ),
      this.records.putItem(
        poolKey(pool.workspace),
        nextPool,
        expected.pool === 'absent' ? 'absent' : { version: pool.version },
      ),
      ...(from
        ? [
            this.records.putItem(
              poolKey(from.workspace),
              { ...from, version: from.version + 1 },
              { version: from.version },
            ),
          ]
        : []),
      ...putEvents(this.events, events),
    ]);
    return nextPool;
  }
}

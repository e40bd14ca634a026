import { type Pool, poolSchema } from '../../domain/resources/pool.ts';
import { poolKey } from './keys.ts';
import type { RecordTable } from './table.ts';
import { queryWork } from './work-index.ts';

const WORKSPACE_PARTITION = /^W#([^#]+)#WORKSPACE$/;
/** What answers come to is below the domain that sends. */
const REPLY_LABEL = /^reply\./;

/**
 * The workspace that sends from a domain, where exactly one does. It looks through the pools of all workspaces, which
 * is for the rare mail that nothing else tells the owner of.
 */
export async function ownerOfDomain(records: RecordTable, receiving: string): Promise<string | undefined> {
  const domain = receiving.replace(REPLY_LABEL, '');
  const workspaces = (await queryWork(records, 'WORKSPACE')).flatMap(
    ({ pk }) => WORKSPACE_PARTITION.exec(pk)?.[1] ?? [],
  );
  const pools = await records.getMany(workspaces.map(poolKey), poolSchema);
  const owners = pools.filter((pool): pool is Pool => pool !== undefined && sendsFrom(pool, domain));
  return owners.length === 1 ? owners[0]?.workspace : undefined;
}

const sendsFrom = ({ domains }: Pool, domain: string): boolean =>
  domains.some((each) => each.domain === domain);

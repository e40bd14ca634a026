import type { ReadWorkspace } from '../../domains/app/check-domain-health.ts';
import { isOwned } from '../../domains/domain/domain-ownership.ts';
import type { Pool } from '../../domains/domain/pool.ts';
import { DAY } from '../../kernel/clock.ts';
import { tryAll } from '../../kernel/concurrency.ts';
import { REX } from '../../kernel/events.ts';
import type { Provisioning } from '../domain/provisioning.ts';
import { type CheckRecordsDeps, checkRecords } from './check-records.ts';
import type { ProvisioningMachine } from './ports/machine.ts';
import { isGone, startProvisioning } from './start-provisioning.ts';

export interface RecheckDomainsDeps extends CheckRecordsDeps {
  readonly provisioningMachine: ProvisioningMachine;
}

/** The provisionings of owned domains, by the name of the domain; perhaps as they were a moment ago. */
export async function readProvisionings(
  { provisionings }: Pick<RecheckDomainsDeps, 'provisionings'>,
  workspace: string,
  pool: Pool | undefined,
): Promise<ReadonlyMap<string, PromiseSettledResult<Provisioning | undefined>>> {
  const names = (pool?.domains ?? []).filter(isOwned).map(({ domain }) => domain);
  const found = await Promise.allSettled(
    names.map((domain) => provisionings.get(workspace, domain, 'eventual')),
  );
  return new Map(found.map((each, n) => [names[n] ?? '', each]));
}

/**
 * Asks the DNS again for each domain of a workspace that was last checked a day ago or never, and goes on with provisionings
 * whose execution is gone. @returns the number of domains that were checked
 */
export async function recheckDomains(
  deps: RecheckDomainsDeps,
  workspace: string,
  correlationId: string,
  read?: Pick<ReadWorkspace, 'pool'> & {
    readonly provisionings?: ReturnType<typeof readProvisionings>;
  },
): Promise<number> {
  const { pool } = read ?? { pool: await deps.pools.get(workspace) };
  const provisionings = await (read?.provisionings ?? readProvisionings(deps, workspace, pool));
  let checked = 0;
  await tryAll([...provisionings], async ([domain, found]) => {
    if (found.status === 'rejected') throw found.reason;
    const known = found.value;
    if (known?.state === 'running') {
      // As it is now: it may just have come to its end.
      const running = await deps.provisionings.get(workspace, domain);
      if (running?.state !== 'running') return;
      if (running.executionArn === undefined || (await isGone(deps, running))) {
        await startProvisioning(deps, { workspace, domain, cause: { actor: REX, correlationId } });
      }
      return;
    }
    const age = deps.clock.now().getTime() - Date.parse(known?.checkedAt ?? '1970-01-01T00:00:00Z');
    if (age < DAY) return;
    await checkRecords(deps, { workspace, domain }, correlationId);
    checked += 1;
  });
  return checked;
}

import type { ReadWorkspace } from '../../domains/app/check-domain-health.ts';
import { isOwned } from '../../domains/domain/domain-ownership.ts';
import { DAY } from '../../kernel/clock.ts';
import { tryAll } from '../../kernel/concurrency.ts';
import { REX } from '../../kernel/events.ts';
import { type CheckRecordsDeps, checkRecords } from './check-records.ts';
import type { ProvisioningMachine } from './ports/machine.ts';
import { isGone, startProvisioning } from './start-provisioning.ts';

export interface RecheckDomainsDeps extends CheckRecordsDeps {
  readonly provisioningMachine: ProvisioningMachine;
}

/**
 * Asks the DNS again for each domain of a workspace that was last checked a day ago or never, and goes on with provisionings
 * whose execution is gone. @returns the number of domains that were checked
 */
export async function recheckDomains(
  deps: RecheckDomainsDeps,
  workspace: string,
  correlationId: string,
  read?: Pick<ReadWorkspace, 'pool'>,
): Promise<number> {
  const { pool } = read ?? { pool: await deps.pools.get(workspace) };
  const owned = (pool?.domains ?? []).filter(isOwned);
  const provisionings = await Promise.allSettled(
    owned.map(({ domain }) => deps.provisionings.get(workspace, domain)),
  );
  let checked = 0;
  await tryAll([...owned.entries()], async ([n, { domain }]) => {
    const found = provisionings[n];
    if (found?.status === 'rejected') throw found.reason;
    const known = found?.value;
    if (known?.state === 'running') {
      if (known.executionArn === undefined || (await isGone(deps, known))) {
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

import { recentDays, sumOf } from '../../domains/app/check-domain-health.ts';
import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { BULK_FROM_PER_DAY, bulkVolume } from '../../domains/domain/bulk-sender.ts';
import { rateOf } from '../../domains/domain/reputation.ts';
import { totalOf } from '../../domains/domain/traffic.ts';
import type { Clock } from '../../kernel/clock.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { SenderRulesView } from '../contract/provisioning.ts';
import { newProvisioning, type Provisioning } from '../domain/provisioning.ts';
import { judgeRules, type SenderRule } from '../domain/sender-rules.ts';
import { ownedDomain } from './owned-domain.ts';
import type { ProvisioningStore } from './ports/provisionings.ts';

export interface JudgeSenderDeps {
  readonly pools: PoolStore;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly provisionings: ProvisioningStore;
  readonly clock: Clock;
}

/** What a workspace without settings may send a day. */
const NO_BUDGET = 0;

/** The rules for bulk senders with pass or fail for a domain, as of the last check of its records. @throws RexError NOT_FOUND */
export async function viewRules(
  deps: JudgeSenderDeps,
  workspace: string,
  domain: string,
): Promise<SenderRulesView> {
  const [{ pool }, provisioning = newProvisioning(workspace, domain), record] = await Promise.all([
    ownedDomain(deps, workspace, domain),
    deps.provisionings.get(workspace, domain),
    deps.workspaces.get(workspace),
  ]);
  const perDay = bulkVolume(pool, domain, record?.settings.dailyBudget ?? NO_BUDGET);
  return {
    domain,
    perDay,
    bulkFrom: BULK_FROM_PER_DAY,
    bulk: perDay >= BULK_FROM_PER_DAY,
    checkedAt: provisioning.checkedAt ?? null,
    rules: await judgeSender(deps, provisioning),
  };
}

/** Judges the rules after a check and notes in the pool which ones fail, so that the choice of a domain knows it. */
export async function noteFailedRules(deps: JudgeSenderDeps, provisioning: Provisioning): Promise<void> {
  const { workspace, domain, looks } = provisioning;
  // Of a DNS that does not answer nothing is learnt.
  if (looks.some(({ state }) => state === 'unknown')) return;
  const rules = await judgeSender(deps, provisioning);
  const failedRules = rules.filter(({ result }) => result !== 'pass').map(({ title }) => title);
  await retryOnConflict(async () => {
    const pool = await deps.pools.get(workspace);
    const found = pool?.domains.find((each) => each.domain === domain);
    if (!pool || !found || found.failedRules?.join() === failedRules.join()) return;
    const domains = pool.domains.map((each) => (each === found ? { ...each, failedRules } : each));
    await deps.pools.save({ ...pool, domains }, 'version');
  });
}

async function judgeSender(
  { pools, clock }: JudgeSenderDeps,
  { domain, looks, ses }: Provisioning,
): Promise<SenderRule[]> {
  const traffic = sumOf(await recentDays(pools, domain, clock.now()));
  const judged = [traffic.gmail, traffic.yahoo, totalOf(traffic)];
  return judgeRules({
    domain,
    looks,
    signs: ses?.dkim === undefined ? null : ses.dkim === 'Success',
    complaintRate: Math.max(...judged.map((of) => rateOf(of, 'complained'))),
  });
}

import type { MoveSenderDeps } from '../../allocation/app/move-sender.ts';
import { rotateDomain } from '../../allocation/app/rotate-domain.ts';
import { DEFAULT_THRESHOLDS } from '../../decisions/domain/decide.ts';
import { checkDomainHealth } from '../../domains/app/check-domain-health.ts';
import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { reputationFloor } from '../../domains/domain/fitness.ts';
import type { SendingDomain } from '../../domains/domain/pool.ts';
import { healthOf } from '../../domains/domain/reputation.ts';
import { plannedCaps, warmupOf } from '../../domains/domain/warmup.ts';
import { RexError } from '../../kernel/errors.ts';
import { REX } from '../../kernel/events.ts';
import { expectParts, type StepDeps } from '../../missions/app/mission-steps.ts';
import type { TaskTokens } from '../../missions/app/ports/workflow.ts';
import type { Mission } from '../../missions/domain/mission.ts';
import type { StepRecord } from '../../missions/domain/step.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { deliverabilityManifest } from './manifest.ts';

const { steps } = deliverabilityManifest;

export interface CheckDomainsDeps extends StepDeps {
  readonly workspaces: WorkspaceStore;
  readonly pools: PoolStore;
}

/** What moves a mission to another domain, and the machine that waits for the step. */
export interface RotateDomainsDeps extends MoveSenderDeps {
  readonly tokens: TaskTokens;
}

const UNHEALTHY: readonly string[] = ['poor', 'critical'];
const isUnhealthy = ({ reputation }: SendingDomain): boolean => UNHEALTHY.includes(healthOf(reputation));

/** Works out the health of the domains anew and says how many are in each tier. */
export async function startCheckDomains(
  deps: CheckDomainsDeps,
  mission: Mission,
  step: StepRecord,
): Promise<void> {
  await checkDomainHealth(deps, mission.workspace, mission.correlationId);
  const domains = await domainsOf(deps, mission);
  const tiers = Object.fromEntries(
    [...Map.groupBy(domains, ({ reputation }) => healthOf(reputation))].map(([tier, of]) => [
      tier,
      of.length,
    ]),
  );
  await expectParts(deps, step, 0, {
    result: steps['check-domains'].result.parse({
      domains: domains.length,
      unhealthy: domains.filter(isUnhealthy).length,
      worstReputation: Math.min(1, ...domains.map(({ reputation }) => reputation)),
      ...tiers,
    }),
  });
}

/** Moves missions away from active domains whose reputation is below what the workspace wants. */
export async function startRotateDomains(
  deps: RotateDomainsDeps,
  mission: Mission,
  step: StepRecord,
): Promise<void> {
  const record = await deps.workspaces.get(mission.workspace);
  const thresholds = record?.settings.rules ?? DEFAULT_THRESHOLDS;
  const bad = (await domainsOf(deps, mission)).filter(
    ({ status, tier, reputation }) => status === 'active' && reputation < reputationFloor(tier, thresholds),
  );
  let moved = 0;
  let left = 0;
  for (const { domain, tier, reputation } of mission.params.dryRun ? [] : bad) {
    const { missions } = await rotateDomain(deps, {
      workspace: mission.workspace,
      domain,
      as: 'resting',
      cause: { actor: REX, correlationId: mission.correlationId },
      reason: `Its reputation is ${reputation.toFixed(2)} (at least ${reputationFloor(tier, thresholds)}), found by mission ${mission.id}.`,
    });
    moved += missions.filter((one) => one.moved).length;
    left += missions.filter((one) => !one.moved).length;
  }
  await expectParts(deps, step, 0, {
    result: steps['rotate-domains'].result.parse({
      rotated: mission.params.dryRun ? 0 : bad.length,
      wouldRotate: bad.length,
      moved,
      left,
    }),
  });
}

const PLANNED_DAYS = 14;

/** What each domain that is being warmed may send in the days to come. */
export async function startPlanWarmup(
  deps: CheckDomainsDeps,
  mission: Mission,
  step: StepRecord,
): Promise<void> {
  const now = deps.clock.now();
  const record = await deps.workspaces.get(mission.workspace);
  const warming = (await domainsOf(deps, mission)).filter((domain) => warmupOf(domain, now).state !== 'warm');
  const plan = warming.map((domain) => ({
    domain: domain.domain,
    day: warmupOf(domain, now).day,
    caps: plannedCaps(domain, now, PLANNED_DAYS, record?.settings.warmup),
  }));
  await expectParts(deps, step, 0, {
    result: steps['plan-warmup'].result.parse({ warming: warming.length, plan }),
  });
}

/** Whether anything is still sent from a domain that harms, and whether there is one to send from. */
export async function startVerifyRescue(
  deps: CheckDomainsDeps,
  mission: Mission,
  step: StepRecord,
): Promise<void> {
  const domains = await domainsOf(deps, mission);
  const active = domains.filter(({ status }) => status === 'active');
  await expectParts(deps, step, 0, {
    result: steps['verify-rescue'].result.parse({
      healthy: active.filter((domain) => !isUnhealthy(domain)).length,
      unhealthyInUse: active.filter((domain) => isUnhealthy(domain) && domain.holders.length > 0).length,
    }),
  });
}

/** The domains that a mission is about. @throws RexError NOT_FOUND for one that the pool does not have */
async function domainsOf(deps: CheckDomainsDeps, mission: Mission): Promise<readonly SendingDomain[]> {
  const all = (await deps.pools.get(mission.workspace))?.domains ?? [];
  const named = mission.type === 'domain_rotation' ? mission.params.domain : undefined;
  if (named === undefined) return all;
  const found = all.filter(({ domain }) => domain === named);
  if (found.length === 0) throw new RexError('NOT_FOUND', `${named} is not in the pool of this workspace.`);
  return found;
}

import type { AlertStore } from '../../alerts/app/ports/alerts.ts';
import { raiseAlert } from '../../alerts/app/raise-alert.ts';
import type { DecisionStore } from '../../decisions/app/ports/decisions.ts';
import { decide } from '../../decisions/domain/decide.ts';
import type { Decision } from '../../decisions/domain/decision.ts';
import { billInboxes } from '../../domains/app/bill-inboxes.ts';
import {
  checkDomainHealth,
  type ReadWorkspace,
  readWorkspace,
} from '../../domains/app/check-domain-health.ts';
import type { DomainRegistry, TxtRecords } from '../../domains/app/ports/domains.ts';
import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { verifyDomain } from '../../domains/app/verify-domain.ts';
import { isOwned } from '../../domains/domain/domain-ownership.ts';
import type { Pool, SendingDomain } from '../../domains/domain/pool.ts';
import { rateOf } from '../../domains/domain/reputation.ts';
import { NO_TRAFFIC, type Traffic, totalOf } from '../../domains/domain/traffic.ts';
import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import type { ContentStore } from '../../drafting/app/ports/contents.ts';
import { type Clock, DAY } from '../../kernel/clock.ts';
import { type Cause, REX } from '../../kernel/events.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import type { MissionQueue } from '../../missions/app/ports/queues.ts';
import type { MissionMachine } from '../../missions/app/ports/workflow.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { type ChangeDomain, pauseDomain } from './pause-domain.ts';
import { rotateDomain } from './rotate-domain.ts';
import { missionsOn, setDomainStatus } from './set-domain-status.ts';

export interface JudgeDomainsDeps {
  readonly pools: PoolStore;
  readonly clock: Clock;
  readonly missions: MissionStore;
  readonly contents: ContentStore;
  readonly workspaces: WorkspaceStore;
  readonly queue: MissionQueue;
  readonly machine: Pick<MissionMachine, 'stop'>;
  readonly cohorts: CohortStore;
  /** Resolves after the given milliseconds. Default: the timer of the system. */
  readonly wait?: (ms: number) => Promise<unknown>;
  readonly domains: DomainRegistry;
  readonly dns: TxtRecords;
  readonly alerts: AlertStore;
  readonly decisions: DecisionStore;
}

/**
 * Computes the health of every domain of a workspace and carries out the decisions of the rules: it pauses domains before the
 * providers act against them, moves missions away from domains with a low reputation, and lets those send again that have
 * recovered. A decision is stored before it is carried out; after a death in between, the next check decides the same.
 */
export async function judgeDomains(
  deps: JudgeDomainsDeps,
  workspace: string,
  correlationId: string,
  known?: ReadWorkspace,
): Promise<number> {
  const read = known ?? (await readWorkspace(deps, workspace));
  const { record } = read;
  const { changed, traffic, pool: checked } = await checkDomainHealth(deps, workspace, correlationId, read);
  const billed = await billInboxes(deps, workspace, correlationId, checked);
  const pool = billed > 0 ? await deps.pools.get(workspace) : checked;
  if (!pool || !record) return changed;
  const unproven = pool.domains.filter((each) => !isOwned(each));
  for (const { domain } of unproven) await askForProof(deps, workspace, domain, correlationId);
  let isAsRead = unproven.length === 0;
  for (const domain of pool.domains) {
    const of = traffic.get(domain.domain);
    const decision = judgeDomain(
      deps.clock.now(),
      domain,
      of ? totalOf(of) : NO_TRAFFIC,
      record.settings.rules,
    );
    if (decision.action === 'keep') continue;
    isAsRead = false;
    await deps.decisions.add(workspace, decision);
    const change = {
      workspace,
      domain: domain.domain,
      cause: { actor: REX, correlationId },
      reason: decision.explanation,
    };
    if (decision.action === 'rotate') await rotateDomain(deps, { ...change, as: 'resting' });
    else if (decision.action === 'resume') await recover(deps, change);
    else await pauseDomain(deps, change);
  }
  const now = isAsRead ? pool : await deps.pools.get(workspace);
  await moveOn(deps, workspace, now, { actor: REX, correlationId });
  return changed;
}

/**
 * Missions that are left on domains that rest move as soon as there is another one: also after a death in the middle, and when
 * another one has just recovered.
 */
async function moveOn(
  deps: JudgeDomainsDeps,
  workspace: string,
  pool: Pool | undefined,
  cause: Cause,
): Promise<void> {
  const left = (pool?.domains ?? []).filter(
    (domain) => domain.status === 'resting' && missionsOn(domain).length > 0,
  );
  for (const { domain } of left)
    await rotateDomain(deps, { workspace, domain, as: 'resting', cause, reason: `${domain} rests.` });
}

/** Missions that waited for the domain are assigned at once; messages that waited look for it every hour. */
async function recover(deps: JudgeDomainsDeps, change: ChangeDomain): Promise<void> {
  await setDomainStatus(deps, { ...change, status: 'active', event: 'domain.resumed' });
  await deps.queue.send([{ kind: 'dispatch-next', workspace: change.workspace }]);
}

/** Checks again for the record of a pending domain, which sends nothing. When it is missing, an alert is raised once. */
async function askForProof(
  deps: JudgeDomainsDeps,
  workspace: string,
  domain: string,
  correlationId: string,
): Promise<void> {
  const view = await verifyDomain(deps, { workspace, domain, cause: { actor: REX, correlationId } });
  if (view.ownership === 'verified' || !view.dnsRecord) return;
  const { name, value } = view.dnsRecord;
  await raiseAlert(
    deps,
    {
      workspace,
      type: 'domain.unproven',
      severity: 'warning',
      title: `Nothing is sent from ${domain}: its owner is not proven`,
      message: `Set a TXT record ${name} with the value ${value}, then run "rex domains verify ${domain}". Waiting messages then go out by themselves.`,
      evidence: { domain },
      cause: `domain-unproven ${domain}`,
    },
    correlationId,
  );
}

/** What the rules say of a domain with the traffic of its last seven days. */
export function judgeDomain(
  now: Date,
  { domain, status, tier, reputation, restingSince }: SendingDomain,
  traffic: Traffic,
  rules: Parameters<typeof decide>[3],
): Decision {
  return decide(
    // A domain is judged every hour: an unchanged decision is not stored again on the same day.
    { id: `${now.toISOString()}#${domain}`, subject: domain, now, stopwatch: () => performance.now() },
    'domain',
    {
      domain,
      status,
      tier,
      reputation,
      sent: traffic.sent,
      bounceRate: rateOf(traffic, 'bounced'),
      complaintRate: rateOf(traffic, 'complained'),
      restedDays: restingSince ? Math.floor((now.getTime() - Date.parse(restingSince)) / DAY) : null,
    },
    rules,
  );
}

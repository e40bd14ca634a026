import { decide } from '../../domain/decisions/decide.ts';
import type { Decision } from '../../domain/decisions/decision.ts';
import { REX } from '../../domain/events.ts';
import type { SendingDomain } from '../../domain/resources/pool.ts';
import { type DomainTraffic, ratesOf } from '../../domain/resources/reputation.ts';
import type { DecisionStore } from '../ports/decisions.ts';
import type { WaitForSendersDeps } from '../sending/wait-for-senders.ts';
import { type CheckDomainHealthDeps, checkDomainHealth } from '../workspaces/check-domain-health.ts';
import type { MoveSenderDeps } from './move-sender.ts';
import { pauseDomain } from './pause-domain.ts';
import { rotateDomain } from './rotate-domain.ts';

export type JudgeDomainsDeps = CheckDomainHealthDeps &
  MoveSenderDeps &
  WaitForSendersDeps & { readonly decisions: DecisionStore };

/**
 * Works out the health of every domain of a workspace, and does what the rules say about it: pauses what the
 * providers would soon act against, and moves missions away from what has lost its reputation. The decision is kept
 * before it is carried out; a death in between is mended by the next check, which decides the same.
 */
export async function judgeDomains(
  deps: JudgeDomainsDeps,
  workspace: string,
  correlationId: string,
): Promise<number> {
  const { changed, traffic } = await checkDomainHealth(deps, workspace, correlationId);
  const [pool, record] = await Promise.all([
    deps.workspaces.getPool(workspace),
    deps.workspaces.get(workspace),
  ]);
  if (!pool || !record) return changed;
  for (const domain of pool.domains) {
    const decision = judge(deps, domain, traffic(domain.domain), record.settings.rules);
    if (decision.action === 'keep') continue;
    await deps.decisions.add(workspace, decision);
    const change = {
      workspace,
      domain: domain.domain,
      cause: { actor: REX, correlationId },
      reason: decision.explanation,
    };
    if (decision.action === 'rotate') await rotateDomain(deps, change);
    else await pauseDomain(deps, change);
  }
  return changed;
}

function judge(
  { clock }: Pick<JudgeDomainsDeps, 'clock'>,
  { domain, status, reputation }: SendingDomain,
  traffic: DomainTraffic,
  rules: Parameters<typeof decide>[3],
): Decision {
  const now = clock.now();
  return decide(
    // A domain is judged every hour: what is so still is not kept again the same day.
    { id: `${now.toISOString()}#${domain}`, subject: domain, now, stopwatch: () => performance.now() },
    'domain',
    {
      domain,
      status,
      reputation,
      sent: traffic.sent,
      ...ratesOf(traffic),
    },
    rules,
  );
}

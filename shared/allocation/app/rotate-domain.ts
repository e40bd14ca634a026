import { type DomainView, domainView } from '../../domains/domain/sending-domain.ts';
import { utcDay } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { MovedMission } from '../contract/routes.ts';
import { type MoveSenderDeps, moveSender } from './move-sender.ts';
import type { ChangeDomain } from './pause-domain.ts';
import { missionsOn, setDomainStatus } from './set-domain-status.ts';

export interface RotateDomain extends ChangeDomain {
  /** The domain to send from instead. Default: the best other one. */
  readonly to?: string | undefined;
  /** `resting`: Rex may resume it by itself. Default: it stays paused until a person resumes it. */
  readonly as?: 'paused' | 'resting';
}

/**
 * Pauses a domain and moves its missions to another one. The pause comes first: from then on nothing goes out from the domain,
 * even if this dies. A mission for which there is no other domain keeps this one and waits. A repeat continues with the
 * missions that were not moved.
 * @throws RexError NOT_FOUND, or CONFLICT when it would be moved to itself
 */
export async function rotateDomain(
  deps: MoveSenderDeps,
  { workspace, domain, to, as = 'paused', cause, reason }: RotateDomain,
): Promise<{ domain: DomainView; missions: MovedMission[] }> {
  if (to === domain) throw new RexError('CONFLICT', `${domain} cannot be rotated to itself.`);
  const pool = await deps.pools.get(workspace);
  if (to !== undefined && !pool?.domains.some((candidate) => candidate.domain === to)) {
    throw new RexError('NOT_FOUND', `${to} is not in the pool of this workspace.`);
  }
  const rested = await setDomainStatus(deps, {
    workspace,
    domain,
    status: as,
    event: 'domain.rotated',
    cause,
    reason,
    to,
  });
  const missions: MovedMission[] = [];
  for (const missionId of new Set([...missionsOn(rested), ...(await sendingFrom(deps, workspace, domain))])) {
    missions.push(await moveSender(deps, { workspace, missionId, to, cause, reason }));
  }
  const now = deps.clock.now();
  const day = await deps.pools.day(workspace, utcDay(now));
  return { domain: domainView(rested, day.domains[domain] ?? 0, now), missions };
}

const WORKING = ['ASSIGNED', 'EXECUTING'] as const;

/** Decided by the mission records: after a move that died half-way, only the pool has the place on the new domain. */
async function sendingFrom(deps: MoveSenderDeps, workspace: string, domain: string): Promise<string[]> {
  const found: string[] = [];
  for (const state of WORKING) {
    const missions = await deps.missions.inState(workspace, state);
    found.push(...missions.filter(({ reservation }) => reservation?.domain === domain).map(({ id }) => id));
  }
  return found;
}

import { readPool } from '../../domains/app/read-pool.ts';
import { allocateDomain } from '../../domains/domain/allocate-domain.ts';
import { bestDomain } from '../../domains/domain/choose-domain.ts';
import { domainEvent } from '../../domains/domain/domain-event.ts';
import { newPool } from '../../domains/domain/pool.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { missionEvent } from '../../missions/domain/mission.ts';
import { isTerminal } from '../../missions/domain/states.ts';
import { writesTo } from '../../missions/domain/writes-to.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { MovedMission } from '../contract/routes.ts';
import { type MoveSenderDeps, moveSender } from './move-sender.ts';

export interface AssignDomain {
  readonly workspace: string;
  readonly missionId?: string | undefined;
  readonly campaign?: string | undefined;
  readonly domain?: string | undefined;
  readonly hours: number;
  readonly cause: Cause;
}

export interface DomainAssignment {
  readonly domain: string;
  readonly holder: string;
  readonly epoch: number | null;
  readonly until: string | null;
  readonly mission: MovedMission | null;
}

/**
 * Allocates a sending domain: to a waiting mission (which is then assigned with this domain only), to a working mission
 * (which moves to it), or to a campaign for some hours.
 * @throws RexError VALIDATION_FAILED, NOT_FOUND, or CONFLICT when the domain cannot be had now
 */
export async function assignDomain(deps: MoveSenderDeps, input: AssignDomain): Promise<DomainAssignment> {
  const { missionId, campaign } = input;
  if ((missionId === undefined) === (campaign === undefined)) {
    throw new RexError('VALIDATION_FAILED', 'A domain is allocated to a mission or to a campaign.', {
      fields: [{ path: 'body.missionId', message: 'give either missionId or campaign' }],
    });
  }
  return missionId === undefined
    ? toCampaign(deps, { ...input, campaign: campaign ?? '' })
    : toMission(deps, { ...input, missionId });
}

function toCampaign(
  deps: MoveSenderDeps,
  { workspace, campaign, domain, hours, cause }: AssignDomain & { readonly campaign: string },
): Promise<DomainAssignment> {
  return retryOnConflict(async () => {
    const now = deps.clock.now();
    const { pool = newPool(workspace), terms } = await readPool(deps, workspace, now);
    const allocated = allocateDomain(pool, { campaign, domain, hours }, now, terms);
    if (!allocated.ok) {
      throw new RexError('CONFLICT', `No domain for this campaign now: ${allocated.missing.sentence}.`);
    }
    const { holder } = allocated;
    const of = { workspace, version: pool.version + 1 };
    const data = { domain: allocated.domain, holder: holder.missionId, until: holder.until };
    await deps.pools.save(allocated.pool, 'version', [domainEvent(of, 'domain.assigned', cause, data, now)]);
    return {
      domain: allocated.domain,
      holder: holder.missionId,
      epoch: holder.epoch,
      until: holder.until,
      mission: null,
    };
  });
}

async function toMission(
  deps: MoveSenderDeps,
  { workspace, missionId, domain, cause }: AssignDomain & { readonly missionId: string },
): Promise<DomainAssignment> {
  const now = deps.clock.now();
  const { pool = newPool(workspace), terms } = await readPool(deps, workspace, now);
  const known = await deps.missions.get(workspace, missionId);
  if (!known) throw new RexError('NOT_FOUND', `There is no mission ${missionId}.`);
  const name = domain ?? bestDomain(pool.domains, now, terms, writesTo(known))?.domain;
  if (name === undefined) throw new RexError('CONFLICT', 'No sending domain is active and healthy now.');
  if (!pool.domains.some((candidate) => candidate.domain === name)) {
    throw new RexError('NOT_FOUND', `${name} is not in the pool of this workspace.`);
  }
  const mission = await retryOnConflict(async () => {
    const current = await deps.missions.get(workspace, missionId);
    if (!current) throw new RexError('NOT_FOUND', `There is no mission ${missionId}.`);
    if (isTerminal(current.state) && current.state !== 'FAILED' && current.state !== 'ESCALATED') {
      throw new RexError('CONFLICT', `A mission that is ${current.state} does not send.`);
    }
    if (current.domain === name) return current;
    const event = missionEvent(
      current,
      'mission.domain-assigned',
      { now, actor: cause.actor },
      { domain: name },
    );
    return deps.missions.save(
      { ...current, domain: name, updatedAt: now.toISOString() },
      { events: [event] },
    );
  });
  const reason = `${name} was allocated to it.`;
  const waits = mission.state === 'QUEUED' || isTerminal(mission.state);
  const moved: MovedMission = waits
    ? {
        missionId,
        state: mission.state,
        domain: name,
        moved: false,
        needsApproval: mission.reservation !== undefined && mission.reservation.domain !== name,
        reason: `It is assigned when ${name} is free for it.`,
      }
    : await moveSender(deps, { workspace, missionId, to: name, cause, reason });
  if (mission.state === 'QUEUED') await deps.queue.send([{ kind: 'dispatch', workspace, missionId }]);
  const reservation = waits ? undefined : (await deps.missions.get(workspace, missionId))?.reservation;
  return {
    domain: name,
    holder: missionId,
    epoch: reservation?.epoch ?? null,
    until: reservation?.until ?? null,
    mission: moved,
  };
}

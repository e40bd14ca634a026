import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import { type AskedOf, found } from '../../platform/asked.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { TaskStore } from '../../tasks/app/ports/tasks.ts';
import { type Campaign, campaignEvent, MOST_PARTS, type Part, turned } from '../domain/campaign.ts';
import type { CampaignStore } from './ports/campaigns.ts';

export interface JoinCampaignDeps {
  readonly campaigns: CampaignStore;
  readonly missions: Pick<MissionStore, 'get'>;
  readonly tasks: Pick<TaskStore, 'get'>;
  readonly clock: Clock;
}

export const kindOf = (part: string): Part['kind'] => (part.startsWith('m_') ? 'mission' : 'task');

/**
 * A person lets a mission or task join; a repeat changes nothing.
 * @throws RexError NOT_FOUND, or CONFLICT when it belongs to another campaign
 */
export async function joinCampaign(deps: JoinCampaignDeps, of: AskedOf, part: string): Promise<Campaign> {
  const { workspace } = of;
  await found(deps.campaigns, 'campaign', of);
  const kind = kindOf(part);
  const known =
    kind === 'mission'
      ? await deps.missions.get(workspace, part)
      : await deps.tasks.get({ workspace, id: part });
  if (!known) throw new RexError('NOT_FOUND', `There is no ${kind} ${part}.`);
  return join(deps, of, part);
}

/** Writes that a part belongs to the campaign, once. @throws RexError NOT_FOUND, CONFLICT */
export const join = (
  { campaigns, clock }: Pick<JoinCampaignDeps, 'campaigns' | 'clock'>,
  of: AskedOf,
  part: string,
  move?: string,
): Promise<Campaign> =>
  retryOnConflict(async () => {
    const campaign = await found(campaigns, 'campaign', of);
    if (campaign.parts.some(({ id }) => id === part)) return campaign;
    const owner = await campaigns.ofPart(of.workspace, part);
    if (owner !== undefined) {
      throw new RexError(
        'CONFLICT',
        `${part} belongs to the campaign ${owner} already: it has to leave that first.`,
      );
    }
    if (campaign.parts.length >= MOST_PARTS)
      throw new RexError('CONFLICT', `A campaign has at most ${MOST_PARTS} parts.`);
    const now = clock.now();
    const joined: Part = { id: part, kind: kindOf(part), joinedAt: now.toISOString(), ...(move && { move }) };
    // What a move has begun belongs to its campaign, whatever became of that meanwhile.
    const next =
      move === undefined
        ? turned(campaign, 'join', now, { parts: [...campaign.parts, joined] })
        : { ...campaign, parts: [...campaign.parts, joined], updatedAt: now.toISOString() };
    return campaigns.join(next, part, [campaignEvent(next, 'join', of.cause, now, { part })]);
  });

/** @throws RexError NOT_FOUND, or CONFLICT for what a move has begun */
export const leaveCampaign = (
  { campaigns, clock }: Pick<JoinCampaignDeps, 'campaigns' | 'clock'>,
  of: AskedOf & { readonly cause: Cause },
  part: string,
): Promise<Campaign> =>
  retryOnConflict(async () => {
    const campaign = await found(campaigns, 'campaign', of);
    const known = campaign.parts.find(({ id }) => id === part);
    if (!known) throw new RexError('NOT_FOUND', `${part} is no part of the campaign.`);
    if (known.move !== undefined)
      throw new RexError('CONFLICT', `The move ${known.move} of the campaign has begun it: it stays.`);
    const now = clock.now();
    const next = turned(campaign, 'leave', now, { parts: campaign.parts.filter(({ id }) => id !== part) });
    return campaigns.leave(next, part, [campaignEvent(next, 'leave', of.cause, now, { part })]);
  });

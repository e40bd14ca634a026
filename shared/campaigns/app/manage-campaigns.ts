import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import {
  type AskedFor,
  type AskedOf,
  type AskedOfVersion,
  changesOf,
  found,
  requestOf,
} from '../../platform/asked.ts';
import { demandVersion } from '../../platform/if-match.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type {
  CampaignState,
  CampaignView,
  CreateCampaignBody,
  EditCampaignBody,
} from '../contract/campaign.ts';
import { type Campaign, campaignEvent, checkDates, turned } from '../domain/campaign.ts';
import type { CampaignStore, MoveStore } from './ports/campaigns.ts';

export interface ManageCampaignsDeps {
  readonly campaigns: CampaignStore;
  readonly moves: Pick<MoveStore, 'getMany'>;
  readonly clock: Clock;
}

export const campaignView = (campaign: Campaign): CampaignView => {
  const { workspace: _, description = null, startsAt = null, endsAt = null, parts, ...rest } = campaign;
  return {
    ...rest,
    description,
    startsAt,
    endsAt,
    startedAt: rest.startedAt ?? null,
    endedAt: rest.endedAt ?? null,
    parts: parts.map(({ move = null, ...part }) => ({ ...part, move })),
  };
};

/** @throws RexError VALIDATION_FAILED, IDEMPOTENCY_MISMATCH */
export function createCampaign(
  deps: ManageCampaignsDeps,
  asked: AskedFor<CreateCampaignBody>,
): Promise<Campaign> {
  const { workspace, body, cause } = asked;
  const request = requestOf(asked);
  checkDates(body);
  const now = deps.clock.now();
  const at = now.toISOString();
  const campaign: Campaign = {
    ...body,
    workspace,
    id: newId('cm', now),
    version: 1,
    state: 'draft',
    budget: { caps: {} },
    parts: [],
    moves: [],
    createdAt: at,
    createdBy: cause.actor.id,
    updatedAt: at,
  };
  return deps.campaigns.create(campaign, [campaignEvent(campaign, 'create', cause, now)], request);
}

export async function listCampaigns(
  { campaigns }: Pick<ManageCampaignsDeps, 'campaigns'>,
  workspace: string,
  { state, ...page }: { state?: CampaignState | undefined; limit: number; cursor?: string | undefined },
): Promise<{ campaigns: CampaignView[]; cursor: string | null }> {
  const { items, cursor } = await campaigns.page(workspace, page);
  const wanted = items.filter((campaign) => state === undefined || campaign.state === state);
  return { campaigns: wanted.map(campaignView), cursor };
}

/** @throws RexError NOT_FOUND, CONFLICT, VALIDATION_FAILED, PRECONDITION_FAILED, PRECONDITION_REQUIRED */
export const editCampaign = (
  deps: ManageCampaignsDeps,
  { ifMatch, body, ...of }: AskedOfVersion & { readonly body: EditCampaignBody },
): Promise<Campaign> =>
  change(deps, of, (campaign, now) => {
    demandVersion(ifMatch, campaign.version);
    const next = turned(campaign, 'edit', now, changesOf(body) as Partial<Campaign>);
    checkDates(next);
    return { next, what: 'edit' };
  });

/** @throws RexError NOT_FOUND, CONFLICT, PRECONDITION_FAILED, PRECONDITION_REQUIRED */
export const setBudget = (
  deps: ManageCampaignsDeps,
  { ifMatch, budget, ...of }: AskedOfVersion & { readonly budget: Campaign['budget'] },
): Promise<Campaign> =>
  change(deps, of, (campaign, now) => {
    demandVersion(ifMatch, campaign.version);
    return { next: turned(campaign, 'budget', now, { budget }), what: 'budget' };
  });

/** @throws RexError NOT_FOUND, or CONFLICT when it cannot happen now */
export const turnCampaign = (
  deps: ManageCampaignsDeps,
  of: AskedOf,
  what: 'start' | 'pause' | 'resume' | 'finish' | 'cancel',
  reason: string | undefined,
): Promise<Campaign> =>
  change(deps, of, async (campaign, now) => {
    const next = turned(campaign, what, now);
    if (what === 'finish' || what === 'cancel') await checkNothingUnderWay(deps, campaign);
    return { next, what, reason };
  });

/** @throws RexError NOT_FOUND, CONFLICT, PRECONDITION_FAILED, PRECONDITION_REQUIRED */
export const removeCampaign = (
  deps: ManageCampaignsDeps,
  { ifMatch, ...of }: AskedOfVersion,
): Promise<void> =>
  retryOnConflict(async () => {
    const campaign = await found(deps.campaigns, 'campaign', of);
    demandVersion(ifMatch, campaign.version);
    const now = deps.clock.now();
    const gone = turned(campaign, 'remove', now);
    const { length: parts } = campaign.parts;
    const { length: moves } = campaign.moves;
    if (parts + moves > 0) {
      const has = `The campaign has ${parts} parts and ${moves} moves`;
      throw new RexError('CONFLICT', `${has}: cancel it, or take them out first.`);
    }
    await deps.campaigns.remove(campaign, [campaignEvent(gone, 'remove', of.cause, now)]);
  });

type Changed = { next: Campaign; what: Parameters<typeof turned>[1]; reason?: string | undefined };

function change(
  { campaigns, clock }: ManageCampaignsDeps,
  of: AskedOf,
  to: (campaign: Campaign, now: Date) => Changed | Promise<Changed>,
): Promise<Campaign> {
  return retryOnConflict(async () => {
    const now = clock.now();
    const { next, what, reason } = await to(await found(campaigns, 'campaign', of), now);
    return campaigns.save(next, [campaignEvent(next, what, of.cause, now, { reason })]);
  });
}

async function checkNothingUnderWay(
  { moves }: ManageCampaignsDeps,
  { workspace, moves: ids }: Campaign,
): Promise<void> {
  const open = (await moves.getMany(workspace, ids)).filter(({ state }) => state === 'started');
  if (open.length === 0) return;
  const names = open.map(({ title, id }) => `"${title}" (${id})`).join(', ');
  throw new RexError(
    'CONFLICT',
    `These moves are under way: ${names}. Wait for them, complete or cancel them.`,
  );
}

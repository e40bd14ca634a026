import type { Clock } from '../../kernel/clock.ts';
import { found } from '../../platform/asked.ts';
import type { PageAsked } from '../../platform/ports/collection.ts';
import type { MoveState, MoveView } from '../contract/move.ts';
import { type Move, whyItWaits } from '../domain/move.ts';
import type { CampaignStore, MoveStore } from './ports/campaigns.ts';

export interface ViewMovesDeps {
  readonly campaigns: Pick<CampaignStore, 'get' | 'getMany'>;
  readonly moves: Pick<MoveStore, 'getMany' | 'page'>;
  readonly clock: Clock;
}

const viewOf = (move: Move, waits: string | undefined, now: Date): MoveView => {
  const { workspace: _, reason, description = null, startsAt = null, dueAt = null, owner = null } = move;
  const { part = null, startedAt = null, endedAt = null, ...rest } = move;
  const isOpen = move.state !== 'done' && move.state !== 'cancelled';
  return {
    ...rest,
    reason: (move.state === 'planned' ? (waits ?? reason) : reason) ?? null,
    description,
    startsAt,
    dueAt,
    owner,
    part,
    startedAt,
    endedAt,
    late: isOpen && dueAt !== null && Date.parse(dueAt) < now.getTime(),
  };
};

/** Moves as clients see them: what a planned one waits for is found out now. */
async function viewMoves(
  { campaigns, moves, clock }: ViewMovesDeps,
  workspace: string,
  some: readonly Move[],
): Promise<MoveView[]> {
  const planned = some.filter(({ state }) => state === 'planned');
  const [owners, others] = await Promise.all([
    campaigns.getMany(workspace, [...new Set(planned.map(({ campaign }) => campaign))]),
    moves.getMany(workspace, [...new Set(planned.flatMap(({ dependsOn }) => dependsOn))]),
  ]);
  const byId = new Map(owners.map((campaign) => [campaign.id, campaign]));
  const now = clock.now();
  return some.map((move) => {
    const campaign = byId.get(move.campaign);
    return viewOf(move, campaign && whyItWaits(move, campaign, others, now), now);
  });
}

export const viewMove = async (deps: ViewMovesDeps, move: Move): Promise<MoveView> =>
  (await viewMoves(deps, move.workspace, [move]))[0] ?? viewOf(move, undefined, deps.clock.now());

export interface MovesAsked extends PageAsked {
  readonly campaign?: string | undefined;
  readonly state?: MoveState | undefined;
}

/** Newest first. @throws RexError NOT_FOUND for a campaign that is not there */
export async function listMoves(
  deps: ViewMovesDeps,
  workspace: string,
  { state, ...asked }: MovesAsked,
): Promise<{ moves: MoveView[]; cursor: string | null }> {
  const { items, cursor } = await pageOf(deps, workspace, asked);
  const wanted = items.filter((move) => state === undefined || move.state === state);
  return { moves: await viewMoves(deps, workspace, wanted), cursor };
}

/** A campaign knows its moves, whose ids sort by time. */
async function pageOf(
  { campaigns, moves }: ViewMovesDeps,
  workspace: string,
  { campaign: id, limit, cursor }: Omit<MovesAsked, 'state'>,
): Promise<{ items: Move[]; cursor: string | null }> {
  if (id === undefined) return moves.page(workspace, { limit, cursor });
  const campaign = await found(campaigns, 'campaign', { workspace, id });
  const ids = campaign.moves
    .filter((move) => cursor === undefined || move < cursor)
    .toSorted()
    .reverse();
  const page = ids.slice(0, limit);
  return {
    items: await moves.getMany(workspace, page),
    cursor: ids.length > limit ? (page.at(-1) ?? null) : null,
  };
}

import { mapConcurrent, tryAll } from '../../kernel/concurrency.ts';
import { REX } from '../../kernel/events.ts';
import type { MissionState } from '../../missions/contract/mission.ts';
import { isConflict } from '../../platform/retry-on-conflict.ts';
import type { TaskStatus } from '../../tasks/contract/task.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { Campaign } from '../domain/campaign.ts';
import { type Move, moved, moveEvent, whyItWaits } from '../domain/move.ts';
import { whyNotAfforded } from '../domain/results.ts';
import { type CampaignResultsDeps, campaignResults } from './campaign-results.ts';
import { type CarryOutDeps, carryOut, settleAs } from './carry-out.ts';
import { kindOf } from './join-campaign.ts';
import type { CampaignRef } from './ports/campaigns.ts';

export interface WorkCampaignsDeps extends CarryOutDeps, Omit<CampaignResultsDeps, 'missions' | 'tasks'> {
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
}

const READS_AT_ONCE = 8;

/** What becomes of a move with its mission or task. Whatever is not here goes on. */
const ENDS: Readonly<Partial<Record<MissionState | TaskStatus, 'complete' | 'fail'>>> = {
  COMPLETED: 'complete',
  FAILED: 'fail',
  CANCELLED: 'fail',
  completed: 'complete',
  failed: 'fail',
  rejected: 'fail',
  cancelled: 'fail',
};

/** One look of the executor at all campaigns: ends the moves whose work has ended, and begins those that are due. */
export async function workCampaigns(deps: WorkCampaignsDeps): Promise<void> {
  await tryAll(await deps.campaigns.active(deps.clock.now()), (ref) => workCampaign(deps, ref));
}

export async function workCampaign(deps: WorkCampaignsDeps, { workspace, id }: CampaignRef): Promise<void> {
  const campaign = await deps.campaigns.get(workspace, id);
  if (!campaign) return;
  const known = await deps.moves.getMany(workspace, campaign.moves);
  const moves = await mapConcurrent(known, READS_AT_ONCE, (move) => lookAfter(deps, move));
  const now = deps.clock.now();
  const due = moves.filter(
    (move) => move.state === 'planned' && whyItWaits(move, campaign, moves, now) === undefined,
  );
  if (due.length === 0) return;
  if ((await deps.workspaces.get(workspace))?.settings.paused) return;
  for (const move of due) await begin(deps, campaign, move);
}

/** A move that was started is carried out, should that have been cut off, and ends with what carries it out. */
async function lookAfter(deps: WorkCampaignsDeps, move: Move): Promise<Move> {
  if (move.state === 'started' && move.part === undefined) return carryOut(deps, move);
  // What has failed may have been tried again by itself since.
  if ((move.state !== 'started' && move.state !== 'failed') || move.part === undefined) return move;
  const { state, reason } = await stateOf(deps, move.workspace, move.part);
  const end = state && ENDS[state];
  if (end === undefined || (end === 'fail' && move.state === 'failed')) return move;
  return settleAs(deps, move, end, end === 'fail' ? { reason: `${move.part}: ${reason}` } : {});
}

interface PartState {
  readonly state?: MissionState | TaskStatus;
  readonly reason?: string | undefined;
}

async function stateOf(deps: WorkCampaignsDeps, workspace: string, part: string): Promise<PartState> {
  if (kindOf(part) === 'mission') return (await deps.missions.get(workspace, part)) ?? {};
  const task = await deps.tasks.get({ workspace, id: part });
  return task
    ? { state: task.status, reason: task.rejectedReason ?? task.error ?? `it is ${task.status}` }
    : {};
}

/** Claims the move by its version, and only then carries it out. What the budget does not afford waits, and says so. */
async function begin(deps: WorkCampaignsDeps, { workspace, id }: Campaign, move: Move): Promise<void> {
  // As it is now: the move before this one may have spent the rest.
  const campaign = await deps.campaigns.get(workspace, id);
  if (!campaign || whyItWaits({ ...move, dependsOn: [] }, campaign, [], deps.clock.now()) !== undefined)
    return;
  const held = whyNotAfforded(await campaignResults(deps, campaign), move.by.kind);
  if (held !== undefined) {
    if (held !== move.reason) await settleAs(deps, move, 'hold', { reason: held });
    return;
  }
  const now = deps.clock.now();
  const started = moved(move, 'start', now, { attempt: move.attempt + 1, startedAt: now.toISOString() });
  const event = moveEvent(started, 'start', { actor: REX, correlationId: move.id }, now);
  try {
    // Only while the campaign is as it was read: nothing begins after a pause or an end was answered.
    await carryOut(deps, await deps.moves.replan(campaign, started, [event]));
  } catch (error) {
    // The next look decides again.
    if (!isConflict(error)) throw error;
  }
}

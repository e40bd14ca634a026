import { isHeld } from '../../domains/domain/pool.ts';
import { type StillSending, stillSending } from '../../missions/contract/still-sending.ts';
import { type WaitForAllSendersDeps, waitForAllSenders } from '../../sending/app/wait-for-all-senders.ts';
import type { MovedMission } from '../contract/routes.ts';
import { type MoveSenderDeps, moveSender } from './move-sender.ts';
import { type SetInboxStatus, setInboxStatus } from './set-inbox-status.ts';

export interface PauseInbox extends Omit<SetInboxStatus, 'status'> {
  /** `move`: its missions go on from another inbox, which needs a new approval. `wait`: they keep it. */
  readonly missions: 'move' | 'wait';
}

export interface PauseInboxDeps extends MoveSenderDeps, WaitForAllSendersDeps {
  readonly missions: MoveSenderDeps['missions'];
}

/**
 * Pauses an inbox, and returns when no message from it is in flight any more. A repeat goes on with the missions that were not
 * moved.
 * @throws RexError NOT_FOUND
 */
export async function pauseInbox(
  deps: PauseInboxDeps,
  { missions, ...change }: PauseInbox,
): Promise<{ status: 'paused'; missions: MovedMission[] } & StillSending> {
  const { workspace, domain, cause, reason } = change;
  const paused = await setInboxStatus(deps, { ...change, status: 'paused' });
  const now = deps.clock.now();
  const held = paused.holders
    .filter((holder) => isHeld(holder, now) && holder.missionId.startsWith('m_'))
    .map(({ missionId }) => missionId);
  const isQuiet = await waitForAllSenders(deps, workspace);
  const moved: MovedMission[] = [];
  for (const missionId of missions === 'move' ? held : [])
    moved.push(await moveSender(deps, { workspace, missionId, to: domain, cause, reason }));
  return { status: 'paused', missions: moved, ...stillSending(isQuiet) };
}

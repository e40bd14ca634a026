import type { PoolStore } from '../../domains/app/ports/pools.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { MissionQueue } from '../../missions/app/ports/queues.ts';
import { type SetInboxStatus, setInboxStatus } from './set-inbox-status.ts';

export interface ResumeInboxDeps {
  readonly pools: PoolStore;
  readonly queue: MissionQueue;
  readonly clock: Clock;
}

/** Resumes an inbox. Missions that waited for a sender are assigned at once; messages look for it every hour. */
export async function resumeInbox(
  deps: ResumeInboxDeps,
  change: Omit<SetInboxStatus, 'status'>,
): Promise<{ name: string; dailyCap: number; status: 'active' }> {
  const { name, dailyCap } = await setInboxStatus(deps, { ...change, status: 'active' });
  await deps.queue.send([{ kind: 'dispatch-next', workspace: change.workspace }]);
  return { name, dailyCap, status: 'active' };
}

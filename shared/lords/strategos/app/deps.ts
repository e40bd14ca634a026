import type { CampaignStore, MoveStore } from '../../../campaigns/app/ports/campaigns.ts';
import type { PoolsDeps } from '../../../domains/app/read-pool.ts';
import type { MembershipStore } from '../../../members/app/ports/members.ts';
import type { SeatDeps } from '../../../seats/app/carry-out.ts';
import type { CancelTaskDeps } from '../../../tasks/app/change-task.ts';
import type { TaskQueue } from '../../../tasks/app/ports/tasks.ts';

/** What reviews need: they give tasks to the executor, and see what became of them. */
export interface GiveDeps extends SeatDeps, CancelTaskDeps {
  readonly taskQueue: TaskQueue;
}

export interface StrategosDeps extends GiveDeps, PoolsDeps {
  readonly campaigns: Pick<CampaignStore, 'get'>;
  readonly moves: Pick<MoveStore, 'getMany'>;
  readonly memberships: Pick<MembershipStore, 'get'>;
}

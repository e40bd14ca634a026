import type { MoveSenderDeps } from '../../../allocation/app/move-sender.ts';
import type { CampaignStore } from '../../../campaigns/app/ports/campaigns.ts';
import type { CohortStore } from '../../../drafting/app/ports/cohorts.ts';
import type { MembershipStore } from '../../../members/app/ports/members.ts';
import type { WorkRef, WorkStore } from '../../../seats/app/ports/works.ts';

export interface OpenEverywhere {
  /** Workspaces that have a mission in the queue. */
  workspacesThatWait(): Promise<readonly string[]>;
  /** Missions that work. */
  working(): Promise<readonly { readonly workspace: string; readonly id: string }[]>;
  /** Works of the Arbiter that it looks at again. */
  works(): Promise<readonly WorkRef[]>;
}

export interface ArbiterDeps extends MoveSenderDeps {
  readonly works: WorkStore;
  readonly cohorts: Pick<CohortStore, 'list'>;
  readonly campaigns: Pick<CampaignStore, 'getMany'>;
  /** What is open in all workspaces, where it was asked for already. */
  readonly open?: OpenEverywhere;
  readonly memberships: Pick<MembershipStore, 'get'>;
}

import type { MembershipStore } from '../../../members/app/ports/members.ts';
import type {
  MemberStore,
  NoticeStore,
  NotificationQueue,
} from '../../../notifications/app/ports/notifications.ts';
import type { SeatDeps } from '../../../seats/app/carry-out.ts';
import type { WorkspaceStore } from '../../../workspaces/app/ports/workspace.ts';

export interface HeraldDeps extends SeatDeps {
  readonly members: MemberStore;
  readonly memberships: Pick<MembershipStore, 'get'>;
  readonly notices: Pick<NoticeStore, 'list'>;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly notifications: NotificationQueue;
}

import {
  listNotices,
  markAllRead,
  markRead,
  type ReadNoticesDeps,
} from '../../../shared/notifications/app/read-notices.ts';
import {
  mapToSlack,
  refreshMember,
  removeMember,
  type SubscribeDeps,
  subscribe,
} from '../../../shared/notifications/app/subscribe.ts';
import { notificationRoutes } from '../../../shared/notifications/contract/routes.ts';
import { memberView } from '../../../shared/notifications/domain/member.ts';
import { noticeView } from '../../../shared/notifications/domain/notice.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';

export interface NotificationsDeps extends ReadNoticesDeps, SubscribeDeps {}

export const notificationsHandler = (deps: NotificationsDeps) =>
  httpHandler(notificationRoutes, {
    listNotifications: async ({ caller, query }) => ({ body: await listNotices(deps, caller, query) }),
    readNotification: async ({ caller: { workspace, subject }, params: { id } }) => ({
      body: noticeView(await markRead(deps, { workspace, subject, id })),
    }),
    readAllNotifications: async ({ caller }) => ({ body: { read: await markAllRead(deps, caller) } }),
    getSubscription: async ({ caller }) => ({ body: memberView(await refreshMember(deps, caller)) }),
    subscribe: async ({ caller, body }) => ({ body: memberView(await subscribe(deps, caller, body)) }),
    listNotifiedMembers: async ({ caller: { workspace } }) => ({
      body: { members: (await deps.members.list(workspace)).map(memberView) },
    }),
    setNotifiedMember: async ({ caller: { workspace }, params: { member }, body }) => ({
      body: memberView(await mapToSlack(deps, workspace, member, body.slackUser)),
    }),
    removeNotifiedMember: async ({ caller: { workspace }, params: { member } }) => {
      await removeMember(deps, workspace, member);
      return { body: { removed: member } };
    },
  });

import type { z } from 'zod';
import { mapConcurrent } from '../../../kernel/concurrency.ts';
import { ADMINS } from '../../../kernel/contract/route.ts';
import { isReached, memberView } from '../../../notifications/domain/member.ts';
import { noticeView, SLACK_CHANNEL } from '../../../notifications/domain/notice.ts';
import type { Viewer } from '../../../seats/app/look.ts';
import { refusal } from '../../../seats/domain/refusal.ts';
import { HERALD_CHANNELS, type logQuerySchema } from '../contract/schemas.ts';
import type { HeraldDeps } from './deps.ts';

/** Who is told anything; their addresses and numbers are for admins (GET /api/notifications/members). */
export async function listSubscribers({ members }: Pick<HeraldDeps, 'members'>, workspace: string) {
  const all = await members.list(workspace);
  return {
    subscribers: all.map((member) => {
      const { member: subject, role, channels, types, requests } = memberView(member);
      const reachedBy = HERALD_CHANNELS.filter(
        (channel) => channel === 'in_app' || isReached(member, channel),
      );
      return { member: subject, role, channels, types, requests, reachedBy };
    }),
  };
}

const WIDTH = 5;

/**
 * The newest notices of the members who are subscribed, and of the channel of Slack; or of one of them. Who is no owner or admin
 * sees their own, as wherever notifications are read.
 * @throws RexError VALIDATION_FAILED where such a one asks for somebody else's
 */
export async function communicationLog(
  { members, notices }: Pick<HeraldDeps, 'members' | 'notices'>,
  {
    workspace,
    caller,
    query: { member: asked, limit },
  }: {
    readonly workspace: string;
    readonly caller: Viewer;
    readonly query: z.output<typeof logQuerySchema>;
  },
) {
  const seesAll = ADMINS.some((role) => role === caller.role);
  if (!seesAll && asked !== undefined && asked !== caller.subject)
    throw refusal([{ path: 'query.member', message: 'may be another than you for owners and admins alone' }]);
  const member = seesAll ? asked : caller.subject;
  const all =
    member === undefined
      ? [...(await members.list(workspace)).map(({ subject }) => subject), SLACK_CHANNEL]
      : [member];
  const found = await mapConcurrent(all, WIDTH, async (subject) =>
    (await notices.list(workspace, subject, { limit })).notices.map((notice) => {
      const { id, kind, about, severity, title, at, readAt, deliveries } = noticeView(notice);
      return { member: subject, noticeId: id, kind, about, severity, title, at, readAt, deliveries };
    }),
  );
  return {
    entries: found
      .flat()
      .toSorted((a, b) => (a.at > b.at ? -1 : a.at < b.at ? 1 : 0))
      .slice(0, limit),
  };
}

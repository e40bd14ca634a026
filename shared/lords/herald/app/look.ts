import type { z } from 'zod';
import { mapConcurrent } from '../../../kernel/concurrency.ts';
import { ADMINS } from '../../../kernel/contract/route.ts';
import { isReached, memberView } from '../../../notifications/domain/member.ts';
import { type Notice, noticeView, SLACK_CHANNEL } from '../../../notifications/domain/notice.ts';
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

const WIDTH = 10;

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
  const newest = await newestOf(notices, workspace, all, limit);
  return {
    entries: newest.map(({ subject, notice }) => {
      const { id, kind, about, severity, title, at, readAt, deliveries } = noticeView(notice);
      return { member: subject, noticeId: id, kind, about, severity, title, at, readAt, deliveries };
    }),
  };
}

interface Told {
  readonly subject: string;
  readonly notice: Notice;
}

/** At least so many of each member are read at once. */
const LEAST_READ = 5;

/**
 * The newest notices of all of these, newest first. Of each so many are read as may be among them, and more of those alone who have
 * more: all that a hundred members were told in a year is not read for fifty lines.
 */
async function newestOf(
  notices: HeraldDeps['notices'],
  workspace: string,
  subjects: readonly string[],
  limit: number,
): Promise<Told[]> {
  const page = Math.min(limit, Math.max(LEAST_READ, Math.ceil((2 * limit) / Math.max(1, subjects.length))));
  const found: Told[] = [];
  let open: readonly { readonly subject: string; readonly cursor?: string }[] = subjects.map((subject) => ({
    subject,
  }));
  while (open.length > 0) {
    const pages = await mapConcurrent(open, WIDTH, async ({ subject, cursor }) => ({
      subject,
      ...(await notices.list(workspace, subject, { limit: page, cursor })),
    }));
    for (const { subject, notices: some } of pages)
      found.push(...some.map((notice) => ({ subject, notice })));
    const oldest = newestFirst(found)[limit - 1]?.notice.at ?? '';
    open = pages.flatMap(({ subject, cursor, notices: some }) =>
      cursor !== null && (some.at(-1)?.at ?? '') >= oldest ? [{ subject, cursor }] : [],
    );
  }
  return newestFirst(found).slice(0, limit);
}

const newestFirst = (told: readonly Told[]): Told[] =>
  told.toSorted((a, b) => (a.notice.at > b.notice.at ? -1 : a.notice.at < b.notice.at ? 1 : 0));

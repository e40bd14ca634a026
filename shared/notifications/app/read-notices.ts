import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { NoticeView } from '../contract/notifications.ts';
import { type Notice, noticeView } from '../domain/notice.ts';
import type { NoticeRef, NoticeStore } from './ports/notifications.ts';

export interface ReadNoticesDeps {
  readonly notices: NoticeStore;
  readonly clock: Clock;
}

/** Newest first. Digests are of what is listed anyway. */
export async function listNotices(
  { notices }: Pick<ReadNoticesDeps, 'notices'>,
  { workspace, subject }: Pick<NoticeRef, 'workspace' | 'subject'>,
  { unread, ...page }: { unread?: boolean | undefined; limit: number; cursor?: string | undefined },
): Promise<{ notifications: NoticeView[]; cursor: string | null }> {
  const { notices: found, cursor } = await notices.list(workspace, subject, page);
  const shown = found.filter(
    ({ kind, readAt }) => kind !== 'digest' && (unread === undefined || unread === (readAt === undefined)),
  );
  return { notifications: shown.map(noticeView), cursor };
}

/** A repeat changes nothing. @throws RexError NOT_FOUND */
export const markRead = ({ notices, clock }: ReadNoticesDeps, ref: NoticeRef): Promise<Notice> =>
  retryOnConflict(async () => {
    const notice = await notices.get(ref);
    if (!notice) throw new RexError('NOT_FOUND', `There is no notification ${ref.id}.`);
    return notice.readAt === undefined
      ? notices.save({ ...notice, readAt: clock.now().toISOString() })
      : notice;
  });

/** How many were not read before. */
export async function markAllRead(
  deps: ReadNoticesDeps,
  { workspace, subject }: Pick<NoticeRef, 'workspace' | 'subject'>,
): Promise<number> {
  const unread = (await deps.notices.all(workspace, subject)).filter(({ readAt }) => readAt === undefined);
  for (const { id } of unread) await markRead(deps, { workspace, subject, id });
  return unread.length;
}

import type { RexEvent } from '../../../kernel/events.ts';
import type { Queue, Scheduler } from '../../../platform/ports/queues.ts';
import type { SendOutcome } from '../../../sending/app/ports/sending.ts';
import type { NotificationMessage } from '../../contract/messages.ts';
import type { Channel, Member } from '../../domain/member.ts';
import type { Notice } from '../../domain/notice.ts';

export interface MemberStore {
  list(workspace: string): Promise<Member[]>;
  get(workspace: string, subject: string): Promise<Member | undefined>;
  /** Guarded by the version that was read. @throws RexError VERSION_CONFLICT */
  save(member: Member, expected: 'absent' | 'version'): Promise<Member>;
  /** Guarded by the versions of the others too, so that nobody else gets the same user. @throws RexError VERSION_CONFLICT */
  mapToSlack(member: Member, others: readonly Member[]): Promise<Member>;
  /** Guarded by the version that was read. @throws RexError VERSION_CONFLICT */
  remove(member: Member): Promise<void>;
}

/** Which notice of whom. */
export type NoticeRef = Pick<Notice, 'workspace' | 'subject' | 'id'>;

export interface NoticeStore {
  get(ref: NoticeRef): Promise<Notice | undefined>;
  /** False when it is there already. */
  create(notice: Notice): Promise<boolean>;
  /** Guarded by the version that was read; returns it as it is now. @throws RexError VERSION_CONFLICT */
  save(notice: Notice, events?: readonly RexEvent[]): Promise<Notice>;
  /**
   * Saves it in the transaction that counts one message to this member in this hour.
   * @returns undefined when `most` are counted already
   * @throws RexError VERSION_CONFLICT
   */
  claim(notice: Notice, hour: string, most: number): Promise<Notice | undefined>;
  /** Stores a digest, and all of its items as they are then, or nothing. @throws RexError VERSION_CONFLICT */
  createDigest(digest: Notice, items: readonly Notice[]): Promise<void>;
  /** Newest first. */
  list(
    workspace: string,
    subject: string,
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<{ readonly notices: Notice[]; readonly cursor: string | null }>;
  /** All that are kept, oldest first. */
  all(workspace: string, subject: string): Promise<Notice[]>;
}

/** Sends one notice by one channel. One call and no repeat: without an answer, it may have arrived. */
export interface Carrier {
  send(notice: Notice, to: Member | undefined): Promise<SendOutcome>;
}
export type Carriers = Readonly<Record<Channel, Carrier>>;

export type NotificationQueue = Queue<NotificationMessage>;
export type NotificationScheduler = Scheduler<NotificationMessage>;

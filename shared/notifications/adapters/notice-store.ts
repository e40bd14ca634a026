import * as z from 'zod';
import { addMs, type Clock, DAY, HOUR } from '../../kernel/clock.ts';
import type { RexEvent } from '../../kernel/events.ts';
import { putWithEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import { isConflict, type RecordTable, transact } from '../../platform/adapters/dynamodb/table.ts';
import type { NoticeRef, NoticeStore } from '../app/ports/notifications.ts';
import { type Notice, noticeSchema } from '../domain/notice.ts';
import { noticeHourKey, noticeKey, noticesPartition } from './keys.ts';

/** How long notices are kept after the last change. */
const KEPT_MS = 60 * DAY;

const hourSchema = z.object({ version: z.number().int() });

export class DynamoNoticeStore implements NoticeStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;
  private readonly clock: Clock;

  constructor(records: RecordTable, events: RecordTable, clock: Clock) {
    this.records = records;
    this.events = events;
    this.clock = clock;
  }

  get({ workspace, subject, id }: NoticeRef): Promise<Notice | undefined> {
    return this.records.get(noticeKey(workspace, subject, id), noticeSchema);
  }

  async create(notice: Notice): Promise<boolean> {
    try {
      await this.records.put(keyOf(notice), this.kept(notice), 'absent');
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      throw error;
    }
  }

  async save(notice: Notice, events: readonly RexEvent[] = []): Promise<Notice> {
    const next = nextOf(notice);
    await putWithEvents(
      this.records,
      { key: keyOf(notice), record: this.kept(next), expected: { version: notice.version } },
      this.events,
      events,
    );
    return next;
  }

  async claim(notice: Notice, hour: string, most: number): Promise<Notice | undefined> {
    const key = noticeHourKey(notice.workspace, notice.subject, hour);
    // Its version is the count.
    const known = await this.records.get(key, hourSchema);
    const count = known?.version ?? 0;
    if (count >= most) return undefined;
    const next = nextOf(notice);
    const until = { version: count + 1, expiresAt: seconds(addMs(this.clock.now(), 2 * HOUR)) };
    await transact(this.records, [
      this.records.putItem(keyOf(notice), this.kept(next), { version: notice.version }),
      this.records.putItem(key, until, known ? { version: count } : 'absent'),
    ]);
    return next;
  }

  async createDigest(digest: Notice, items: readonly Notice[]): Promise<void> {
    await transact(this.records, [
      this.records.putItem(keyOf(digest), this.kept(digest), 'absent'),
      ...items.map((item) =>
        this.records.putItem(keyOf(item), this.kept(nextOf(item)), { version: item.version }),
      ),
    ]);
  }

  async list(
    workspace: string,
    subject: string,
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<{ notices: Notice[]; cursor: string | null }> {
    const { items, cursor } = await this.records.page(noticesPartition(workspace, subject), noticeSchema, {
      ...page,
      newestFirst: true,
    });
    return { notices: items, cursor };
  }

  all(workspace: string, subject: string): Promise<Notice[]> {
    return this.records.all(noticesPartition(workspace, subject), noticeSchema, { consistent: true });
  }

  private kept(notice: Notice): object {
    return { ...notice, expiresAt: seconds(addMs(this.clock.now(), KEPT_MS)) };
  }
}

const keyOf = ({ workspace, subject, id }: NoticeRef) => noticeKey(workspace, subject, id);
const nextOf = (notice: Notice): Notice => ({ ...notice, version: notice.version + 1 });
const seconds = (when: Date): number => Math.floor(when.getTime() / 1000);

import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Clock, DAY } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { RexEvent } from '../../kernel/events.ts';
import { eventRecordSchema } from '../../platform/adapters/dynamodb/event-record.ts';
import { isConflict, parseRecord, type RecordTable } from '../../platform/adapters/dynamodb/table.ts';
import type { Feed, PlacedEvent } from '../app/ports/feed.ts';
import { feedKey, feedPartition } from './keys.ts';

/** Clients that were offline for longer have to reload everything. */
const KEPT_MS = DAY;
/** As many as cost about what one costs to read: a unit is 4 kB. A batch of the stream seldom has more before it. */
const FEW = 8;
const MANY = 200;
const TRIES = 30;
/** An end of which the newest event is kept for less is read again: with it goes what says that others have written. */
const KEPT_ON_MS = KEPT_MS / 2;
/** Larger ends are read again. */
const KNOWN_EVENTS = 500;
const KNOWN_FEEDS = 100;

const placedSchema = z.object({ position: z.number().int(), event: eventRecordSchema });
/** What is looked for: whatever else a newer version writes into an event is no matter. */
const itemSchema = z.object({
  position: z.number().int(),
  event: z.object({ id: z.string() }),
  expiresAt: z.number().int(),
});
type Item = z.infer<typeof itemSchema>;

/** The end of a feed: every event that was placed since a time, and where the next one is placed. */
interface End {
  /** When an event that was placed at that time is no longer kept. */
  readonly since: number;
  readonly positions: ReadonlyMap<string, number>;
  readonly last: number;
  /** Of the newest event: what others place after it is kept for at least as long. */
  readonly expiresAt: number;
}
const positionSchema = placedSchema.pick({ position: true });

/**
 * An event gets its position by one conditional write at the next free one, and events one after another. So there are no gaps,
 * and whoever sees a position sees all before it, however many writers there are.
 *
 * Nothing but the feed itself says where an event is. It is placed when it has happened or later, and the times of the
 * feed do not go back, whatever clocks of writers say. So an event that has a position is found among those
 * that were placed since it happened: of a new event they are few. Who places it meanwhile takes the position that this one
 * wants. So the end that a process has read or written once is known to be whole by the next write at its next position: it is
 * read again only where somebody else was there.
 */
export class DynamoFeed implements Feed {
  private readonly records: RecordTable;
  private readonly clock: Clock;
  private readonly ends = new Map<string, End>();

  constructor(records: RecordTable, clock: Clock) {
    this.records = records;
    this.clock = clock;
  }

  async place(workspace: string, events: readonly RexEvent[]): Promise<PlacedEvent[]> {
    if (events.length === 0) return [];
    const first = events.map(({ at }) => endOf(new Date(at))).reduce((a, b) => Math.min(a, b));
    let known = this.ends.get(workspace);
    // It is kept only where all goes well.
    this.ends.delete(workspace);
    if (known && !this.isOf(known, first)) known = undefined;
    for (let tries = 0; tries < TRIES; tries++) {
      const end: End = known ?? (await this.endSince(workspace, first));
      known = undefined;
      try {
        const { placed, end: next } = await this.placeNew(workspace, events, end);
        // Where others write too, it would be old most of the time.
        if (tries === 0) this.keep(workspace, next);
        return placed;
      } catch (error) {
        if (!isConflict(error)) throw error;
      }
    }
    throw new RexError('VERSION_CONFLICT', 'Too many writers write the feed of this workspace at once.');
  }

  private isOf({ since, expiresAt }: End, first: number): boolean {
    return since <= first && expiresAt * 1000 - this.clock.now().getTime() > KEPT_ON_MS;
  }

  private keep(workspace: string, end: End): void {
    if (end.positions.size > KNOWN_EVENTS) return;
    if (this.ends.size >= KNOWN_FEEDS) this.ends.clear();
    this.ends.set(workspace, end);
  }

  private async endSince(workspace: string, since: number): Promise<End> {
    const items = await this.placedSince(workspace, since);
    const { position: last, expiresAt } = items[0] ?? { position: 0, expiresAt: 0 };
    return {
      since,
      last,
      expiresAt,
      positions: new Map(items.map(({ event, position }) => [event.id, position])),
    };
  }

  private async placeNew(
    workspace: string,
    events: readonly RexEvent[],
    end: End,
  ): Promise<{ placed: PlacedEvent[]; end: End }> {
    let { last, expiresAt } = end;
    const known = new Map(end.positions);
    const now = this.clock.now();
    const placed: PlacedEvent[] = [];
    for (const event of events) {
      let position = known.get(event.id);
      if (position === undefined) {
        position = last + 1;
        expiresAt = Math.max(expiresAt, endOf(now), endOf(new Date(event.at)));
        await this.records.put(feedKey(workspace, position), { position, event, expiresAt }, 'absent');
        known.set(event.id, position);
        last = position;
      }
      placed.push({ event, position });
    }
    return { placed, end: { ...end, last, expiresAt, positions: known } };
  }

  /** What was placed at a time or later, the newest first; and the newest of all, whenever it was placed. */
  private async placedSince(workspace: string, end: number): Promise<Item[]> {
    const found: Item[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await this.records.client.send(
        new QueryCommand({
          TableName: this.records.name,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': feedPartition(workspace) },
          ScanIndexForward: false,
          Limit: from ? MANY : FEW,
          ConsistentRead: true,
          ExclusiveStartKey: from,
        }),
      );
      found.push(...Items.map((item) => parseRecord(itemSchema, item, feedKey(workspace, 0))));
      from = LastEvaluatedKey;
    } while (from && (found.at(-1)?.expiresAt ?? 0) >= end);
    return found;
  }

  async latest(workspace: string): Promise<number> {
    const { Items = [] } = await this.records.client.send(
      new QueryCommand({
        TableName: this.records.name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': feedPartition(workspace) },
        ScanIndexForward: false,
        Limit: 1,
        ConsistentRead: true,
      }),
    );
    return Items[0] ? parseRecord(positionSchema, Items[0], feedKey(workspace, 0)).position : 0;
  }

  async after(workspace: string, position: number, limit: number) {
    const { Items = [] } = await this.records.client.send(
      new QueryCommand({
        TableName: this.records.name,
        KeyConditionExpression: 'pk = :pk AND sk > :sk',
        ExpressionAttributeValues: {
          ':pk': feedPartition(workspace),
          ':sk': feedKey(workspace, position).sk,
        },
        Limit: limit,
        ConsistentRead: true,
      }),
    );
    const events = Items.map((item) => parseRecord(placedSchema, item, feedKey(workspace, position)));
    const first = events[0]?.position;
    return { events, complete: first === undefined || first === position + 1 };
  }
}

/** When an event that is placed at a time is no longer kept; with it the time itself is known. */
const endOf = (placedAt: Date): number => Math.floor((placedAt.getTime() + KEPT_MS) / 1000);

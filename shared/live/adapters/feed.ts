import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Clock, DAY } from '../../kernel/clock.ts';
import { chunksOf } from '../../kernel/concurrency.ts';
import { RexError } from '../../kernel/errors.ts';
import type { RexEvent } from '../../kernel/events.ts';
import { eventRecordSchema } from '../../platform/adapters/dynamodb/event-record.ts';
import {
  isConflict,
  parseRecord,
  type RecordTable,
  transact,
} from '../../platform/adapters/dynamodb/table.ts';
import type { Feed, PlacedEvent } from '../app/ports/feed.ts';
import { feedKey, feedPartition, feedPlaceKey } from './keys.ts';

/** Clients that were offline for longer have to reload everything. */
const KEPT_MS = DAY;
/** An event takes two items of a transaction, which has at most a hundred. */
const AT_ONCE = 40;
const TRIES = 30;

const placedSchema = z.object({ position: z.number().int(), event: eventRecordSchema });
const placeSchema = z.object({ position: z.number().int() });

/**
 * An event gets its position by a conditional write at the next free one. So there are no gaps, and whoever sees a
 * position sees all before it, however many writers there are. A marker under the event's id keeps a repeat from getting
 * a second position.
 */
export class DynamoFeed implements Feed {
  private readonly records: RecordTable;
  private readonly clock: Clock;

  constructor(records: RecordTable, clock: Clock) {
    this.records = records;
    this.clock = clock;
  }

  async place(workspace: string, events: readonly RexEvent[]): Promise<PlacedEvent[]> {
    const placed: PlacedEvent[] = [];
    for (const chunk of chunksOf(events, AT_ONCE)) placed.push(...(await this.placeSome(workspace, chunk)));
    return placed;
  }

  private async placeSome(workspace: string, events: readonly RexEvent[]): Promise<PlacedEvent[]> {
    const expiresAt = Math.floor((this.clock.now().getTime() + KEPT_MS) / 1000);
    for (let tries = 0; tries < TRIES; tries++) {
      const known = await this.records.getMany(
        events.map(({ id }) => feedPlaceKey(workspace, id)),
        placeSchema,
        'consistent',
      );
      let next = (await this.latest(workspace)) + 1;
      const placed = events.map((event, i): PlacedEvent & { fresh: boolean } => {
        const position = known[i]?.position;
        return position === undefined
          ? { event, position: next++, fresh: true }
          : { event, position, fresh: false };
      });
      const fresh = placed.filter((each) => each.fresh);
      if (fresh.length === 0) return placed;
      try {
        await transact(
          this.records,
          fresh.flatMap(({ event, position }) => [
            this.records.putItem(feedKey(workspace, position), { position, event, expiresAt }, 'absent'),
            this.records.putItem(feedPlaceKey(workspace, event.id), { position, expiresAt }, 'absent'),
          ]),
        );
        return placed;
      } catch (error) {
        if (!isConflict(error)) throw error;
      }
    }
    throw new RexError('VERSION_CONFLICT', 'Too many writers write the feed of this workspace at once.');
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
    return Items[0] ? parseRecord(placeSchema, Items[0], feedKey(workspace, 0)).position : 0;
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

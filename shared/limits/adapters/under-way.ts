import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Clock, HOUR } from '../../kernel/clock.ts';
import { instantSchema } from '../../kernel/contract/common.ts';
import type { RecordTable, TransactItem } from '../../platform/adapters/dynamodb/table.ts';
import type { UnderWay } from '../app/ports/under-way.ts';
import { underWayKey, underWayPartition } from './keys.ts';

const underWaySchema = z.object({ until: instantSchema });

/**
 * In one partition for each workspace, since an index follows by moments only. What has ended is written as past and expires, so
 * that nobody needs leave to delete records.
 */
export class DynamoUnderWay implements UnderWay {
  private readonly records: RecordTable;
  private readonly clock: Clock;

  constructor(records: RecordTable, clock: Clock) {
    this.records = records;
    this.clock = clock;
  }

  async begin(workspace: string, what: string, until: Date): Promise<void> {
    await this.records.client.send(new PutCommand(putOf(this.records, workspace, what, until)));
  }

  end(workspace: string, what: string): Promise<void> {
    return this.begin(workspace, what, this.clock.now());
  }

  async any(workspace: string): Promise<boolean> {
    const all = await this.records.all(underWayPartition(workspace), underWaySchema, { consistent: true });
    const now = this.clock.now().toISOString();
    return all.some(({ until }) => until > now);
  }
}

/** As part of the transaction that claims it, or that ends it at a time that is past. */
export const underWayUntil = (...of: Parameters<typeof putOf>): TransactItem => ({ Put: putOf(...of) });

function putOf({ name: TableName }: RecordTable, workspace: string, what: string, until: Date) {
  const expiresAt = Math.floor((until.getTime() + HOUR) / 1000);
  return {
    TableName,
    Item: { ...underWayKey(workspace, what), until: until.toISOString(), expiresAt },
  };
}

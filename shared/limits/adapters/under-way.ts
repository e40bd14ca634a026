import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Clock, HOUR } from '../../kernel/clock.ts';
import { instantSchema } from '../../kernel/contract/common.ts';
import type { RecordTable, TransactItem } from '../../platform/adapters/dynamodb/table.ts';
import type { UnderWay } from '../app/ports/under-way.ts';
import { underWayKey, underWayPartition } from './keys.ts';

const underWaySchema = z.object({ until: instantSchema });

/** In one partition for each workspace, since an index follows by moments only. */
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

  async end(workspace: string, what: string): Promise<void> {
    await this.records.client.send(new DeleteCommand(deletionOf(this.records, workspace, what)));
  }

  async any(workspace: string): Promise<boolean> {
    const all = await this.records.all(underWayPartition(workspace), underWaySchema, { consistent: true });
    const now = this.clock.now().toISOString();
    return all.some(({ until }) => until > now);
  }
}

/** As part of the transaction that claims it. */
export const beginning = (...of: Parameters<typeof putOf>): TransactItem => ({ Put: putOf(...of) });
export const ending = (...of: Parameters<typeof deletionOf>): TransactItem => ({ Delete: deletionOf(...of) });

function putOf({ name: TableName }: RecordTable, workspace: string, what: string, until: Date) {
  const expiresAt = Math.floor((until.getTime() + HOUR) / 1000);
  return {
    TableName,
    Item: { ...underWayKey(workspace, what), until: until.toISOString(), expiresAt },
  };
}

const deletionOf = ({ name: TableName }: RecordTable, workspace: string, what: string) => ({
  TableName,
  Key: { ...underWayKey(workspace, what) },
});

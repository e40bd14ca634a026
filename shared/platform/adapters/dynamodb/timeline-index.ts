import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { decodeCursor, encodeCursor } from '../../cursor.ts';
import { type Key, timeline } from './keys.ts';
import type { Page, RecordTable } from './table.ts';

const TIMELINE_INDEX = 'timeline';

/** Where a page ended: DynamoDB wants the keys of the record and of the index. */
const positionSchema = z.strictObject({ pk: z.string(), sk: z.string(), at: z.string() });

/** Where a list goes on behind a record that is on it since a time. */
export const cursorBehind = ({ pk, sk }: Key, at: string): string => encodeCursor({ pk, sk, at });

export interface TimelineOptions {
  readonly limit: number;
  /** Opaque; of the page before. */
  readonly cursor?: string | undefined;
  readonly newestFirst?: boolean;
  /** Both ends included. */
  readonly from?: string;
  readonly to?: string;
}

/**
 * One page of a list of a workspace, in the order of time. The index follows its table by moments.
 * @throws RexError VALIDATION_FAILED for a cursor that is not of such a list
 */
export async function queryTimeline<S extends z.ZodType>(
  table: RecordTable,
  workspace: string,
  list: string,
  schema: S,
  { limit, cursor, newestFirst = false, from = '', to = '\uffff' }: TimelineOptions,
): Promise<Page<z.infer<S>>> {
  const { timelineKey } = timeline(workspace, list, '');
  const start = cursor === undefined ? undefined : decodeCursor(cursor, positionSchema);
  const { Items = [], LastEvaluatedKey } = await table.ask(
    new QueryCommand({
      TableName: table.name,
      IndexName: TIMELINE_INDEX,
      KeyConditionExpression: 'timelineKey = :key AND timelineAt BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':key': timelineKey, ':from': from || ' ', ':to': to },
      Limit: limit,
      ScanIndexForward: !newestFirst,
      // A cursor of another workspace would name its keys: only the key of the list itself is taken from here.
      ExclusiveStartKey: start && { pk: start.pk, sk: start.sk, timelineKey, timelineAt: start.at },
    }),
  );
  const last = LastEvaluatedKey && {
    pk: String(LastEvaluatedKey['pk']),
    sk: String(LastEvaluatedKey['sk']),
    at: String(LastEvaluatedKey['timelineAt']),
  };
  return {
    items: table.readable(schema, Items),
    cursor: last ? encodeCursor(last) : null,
  };
}

import { ExecuteStatementCommand } from '@aws-sdk/lib-dynamodb';
import type { Key, WorkKind } from './keys.ts';
import type { RecordTable } from './table.ts';

const WORK_INDEX = 'work';

/**
 * Keys of records in the sparse index of open work, by when they are due; with `before`, only of those due until then.
 * A statement of PartiQL reads all shards in one request, where queries would be one for each.
 */
export async function queryWork(table: RecordTable, kind: WorkKind, before?: Date): Promise<Key[]> {
  const shards = kind.shards.map(() => '?').join(', ');
  const statement = {
    Statement:
      `SELECT pk, sk, workDueAt FROM "${table.name}"."${WORK_INDEX}" WHERE workShard IN [${shards}]` +
      (before ? ' AND workDueAt <= ?' : ''),
    Parameters: [...kind.shards, ...(before ? [before.toISOString()] : [])],
  };
  const found: (Key & { dueAt: string })[] = [];
  let NextToken: string | undefined;
  do {
    const answer = await table.client.send(new ExecuteStatementCommand({ ...statement, NextToken }));
    for (const { pk, sk, workDueAt } of answer.Items ?? [])
      found.push({ pk: String(pk), sk: String(sk), dueAt: String(workDueAt) });
    NextToken = answer.NextToken;
  } while (NextToken);
  return found
    .toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : Number(a.dueAt > b.dueAt)))
    .map(({ pk, sk }) => ({ pk, sk }));
}

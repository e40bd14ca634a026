import { ExecuteStatementCommand } from '@aws-sdk/lib-dynamodb';
import { chunksOf } from '../../../kernel/concurrency.ts';
import type { Key, WorkKind } from './keys.ts';
import type { RecordTable } from './table.ts';

const WORK_INDEX = 'work';
/** So many values may stand in a list behind IN, by DynamoDB's limit for partition keys. */
const MOST_SHARDS = 50;
/** Behind every instant: for questions that are not about time. */
const EVER = '~';

export interface DueKey extends Key {
  readonly dueAt: string;
}

interface Entry extends DueKey {
  readonly shard: string;
}

interface Question {
  readonly shards: readonly string[];
  readonly until: string;
  readonly answer: PromiseWithResolvers<readonly Entry[]>;
}

/** What a table is asked for at this moment. */
const asked = new WeakMap<RecordTable, Question[]>();

/**
 * Keys of records in the sparse index of open work, by when they are due; with `before`, only of those due until then.
 * Kinds that are asked for at once are read by one statement of PartiQL, all shards of them, where queries would be one
 * for each shard.
 */
export async function queryWork(table: RecordTable, kind: WorkKind, before?: Date): Promise<DueKey[]> {
  const question: Question = {
    shards: kind.shards,
    until: before?.toISOString() ?? EVER,
    answer: Promise.withResolvers(),
  };
  const others = asked.get(table);
  if (others === undefined) {
    asked.set(table, [question]);
    // After all that can go on by itself now, which may ask for more.
    process.nextTick(() => answerAll(table));
  } else others.push(question);
  const entries = await question.answer.promise;
  return entries
    .filter(({ shard, dueAt }) => kind.shards.includes(shard) && dueAt <= question.until)
    .toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : Number(a.dueAt > b.dueAt)))
    .map(({ pk, sk, dueAt }) => ({ pk, sk, dueAt }));
}

/** Those that ask for all that there is are kept apart, so that the others do not read what is due another day. */
function answerAll(table: RecordTable): void {
  const questions = asked.get(table) ?? [];
  asked.delete(table);
  for (const group of [
    questions.filter(({ until }) => until === EVER),
    questions.filter(({ until }) => until !== EVER),
  ]) {
    const shards = [...new Set(group.flatMap((each) => each.shards))];
    const latest =
      group
        .map(({ until }) => until)
        .toSorted()
        .at(-1) ?? EVER;
    Promise.all(chunksOf(shards, MOST_SHARDS).map((some) => selectWork(table, some, latest))).then(
      (found) => {
        for (const { answer } of group) answer.resolve(found.flat());
      },
      (error: unknown) => {
        for (const { answer } of group) answer.reject(error);
      },
    );
  }
}

async function selectWork(table: RecordTable, shards: readonly string[], until: string): Promise<Entry[]> {
  const isLimited = until !== EVER;
  const marks = shards.map(() => '?').join(', ');
  const statement = {
    Statement:
      `SELECT pk, sk, workShard, workDueAt FROM "${table.name}"."${WORK_INDEX}" WHERE workShard IN [${marks}]` +
      (isLimited ? ' AND workDueAt <= ?' : ''),
    Parameters: [...shards, ...(isLimited ? [until] : [])],
  };
  const entries: Entry[] = [];
  let NextToken: string | undefined;
  do {
    const answer = await table.client.send(new ExecuteStatementCommand({ ...statement, NextToken }));
    for (const { pk, sk, workShard, workDueAt } of answer.Items ?? [])
      entries.push({ pk: String(pk), sk: String(sk), shard: String(workShard), dueAt: String(workDueAt) });
    NextToken = answer.NextToken;
  } while (NextToken);
  return entries;
}

import { ExecuteStatementCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { chunksOf } from '../../../kernel/concurrency.ts';
import { key } from './keys.ts';
import { parseRecord, type RecordTable } from './table.ts';

/** So many values may stand in a list behind IN, by DynamoDB's limit for partition keys. */
const MOST_PARTITIONS = 50;

type Item = Record<string, unknown>;

interface Question {
  readonly pk: string;
  readonly answer: PromiseWithResolvers<readonly Item[]>;
}

/** What a table is asked for at this moment. */
const asked = new WeakMap<RecordTable, Question[]>();

/**
 * Every record of a partition, up to date. Small partitions that are asked for at once are read by one statement of PartiQL, of
 * the units of as many queries: whoever asks for them needs the capability `readPartitions`.
 * @throws RexError RECORD_INVALID
 */
export async function wholePartition<S extends z.ZodType>(
  table: RecordTable,
  pk: string,
  schema: S,
): Promise<z.infer<S>[]> {
  const question: Question = { pk, answer: Promise.withResolvers() };
  const others = asked.get(table);
  if (others === undefined) {
    asked.set(table, [question]);
    // After all that can go on by itself now, which may ask for more.
    process.nextTick(() => answerWhole(table));
  } else others.push(question);
  const items = await question.answer.promise;
  return items.map((item) => parseRecord(schema, item, key(pk, String(item['sk']))));
}

function answerWhole(table: RecordTable): void {
  const questions = asked.get(table) ?? [];
  asked.delete(table);
  for (const some of chunksOf(questions, MOST_PARTITIONS)) {
    selectPartitions(table, [...new Set(some.map(({ pk }) => pk))]).then(
      (found) => {
        const byPartition = Map.groupBy(found, ({ pk }) => pk);
        for (const { pk, answer } of some) answer.resolve(byPartition.get(pk) ?? []);
      },
      (error: unknown) => {
        for (const { answer } of some) answer.reject(error);
      },
    );
  }
}

async function selectPartitions(table: RecordTable, pks: readonly string[]): Promise<Item[]> {
  const statement = {
    Statement: `SELECT * FROM "${table.name}" WHERE pk IN [${pks.map(() => '?').join(', ')}]`,
    Parameters: [...pks],
    ConsistentRead: true,
  };
  const items: Item[] = [];
  let NextToken: string | undefined;
  do {
    const answer = await table.client.send(new ExecuteStatementCommand({ ...statement, NextToken }));
    items.push(...(answer.Items ?? []));
    NextToken = answer.NextToken;
  } while (NextToken);
  return items.toSorted((a, b) => (String(a['sk']) < String(b['sk']) ? -1 : 1));
}

import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { BatchExecuteStatementCommand } from '@aws-sdk/lib-dynamodb';
import { chunksOf, mapConcurrent } from '../../../kernel/concurrency.ts';
import { RexError } from '../../../kernel/errors.ts';
import type { Key } from './keys.ts';
import { itemOf, type RecordTable } from './table.ts';

/** DynamoDB's own limit. */
const BATCH_STATEMENTS = 25;
const BATCHES_IN_FLIGHT = 4;
const TRIES = 8;
const PAUSE_MS = 25;
const EXISTS = 'DuplicateItem';
/** What passes by itself: each statement of a batch stands and fails alone. */
const PASSING = new Set([
  'InternalServerError',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
  'ThrottlingError',
  'TransactionConflict',
]);

/**
 * Puts records that must not be there yet, each guarded by itself, for the price of single puts in a 25th of the requests.
 * Tells, in their order, which were put; where it is false, something is there. One that was put by a try whose answer was lost
 * is among the latter.
 * @throws RexError INTERNAL when DynamoDB refuses one for another reason, or for too long
 */
export async function insertMany(table: RecordTable, items: readonly (Key & object)[]): Promise<boolean[]> {
  const inserted = items.map(() => false);
  const all = items.map((item, at) => ({ at, statement: statementOf(table.name, itemOf(item, item)) }));
  await mapConcurrent(chunksOf(all, BATCH_STATEMENTS), BATCHES_IN_FLIGHT, async (batch) => {
    let left = batch;
    for (let tries = 1; left.length > 0; tries++) {
      const { Responses = [] } = await table.client.send(
        new BatchExecuteStatementCommand({ Statements: left.map(({ statement }) => statement) }),
      );
      const again: typeof batch = [];
      for (const [n, one] of left.entries()) {
        const { Code, Message } = Responses[n]?.Error ?? {};
        if (Code === undefined) inserted[one.at] = true;
        else if (PASSING.has(Code) && tries < TRIES) again.push(one);
        else if (Code !== EXISTS)
          throw new RexError('INTERNAL', `A record was not put: ${Code} (${Message}).`);
      }
      left = again;
      if (left.length > 0) await delay(PAUSE_MS * 2 ** tries + randomInt(PAUSE_MS));
    }
  });
  return inserted;
}

function statementOf(table: string, item: Readonly<Record<string, unknown>>) {
  const present = Object.entries(item).filter(([, value]) => value !== undefined);
  const fields = present.map(([name]) => `'${name}': ?`);
  return {
    Statement: `INSERT INTO "${table}" VALUE {${fields.join(', ')}}`,
    Parameters: present.map(([, value]) => value),
  };
}

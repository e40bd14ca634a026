import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { BatchExecuteStatementCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { chunksOf, mapConcurrent } from '../../../kernel/concurrency.ts';
import { RexError } from '../../../kernel/errors.ts';

export interface WriteStatement {
  readonly Statement: string;
  readonly Parameters: unknown[];
}

/** DynamoDB's own limit. */
const BATCH_STATEMENTS = 25;
const BATCHES_IN_FLIGHT = 4;
const TRIES = 8;
const PAUSE_MS = 25;
const GUARDS = new Set(['ConditionalCheckFailed', 'DuplicateItem']);
/** What passes by itself: each statement of a batch stands and fails alone. */
const PASSING = new Set([
  'InternalServerError',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
  'ThrottlingError',
  'TransactionConflict',
]);

/**
 * Writes of different records, each with a guard of its own, for the price of single writes in a 25th of the requests. Tells of
 * each what became of it: nothing to say when it is written, `guard` when its guard failed, and else why DynamoDB refuses it.
 * One that was written by a try whose answer was lost meets its own guard.
 */
export async function writeEach(
  client: DynamoDBDocumentClient,
  statements: readonly WriteStatement[],
): Promise<(undefined | 'guard' | RexError)[]> {
  const became: (undefined | 'guard' | RexError)[] = statements.map(() => undefined);
  const all = statements.map((statement, at) => ({ at, statement }));
  await mapConcurrent(chunksOf(all, BATCH_STATEMENTS), BATCHES_IN_FLIGHT, async (batch) => {
    let left = batch;
    for (let tries = 1; left.length > 0; tries++) {
      const { Responses = [] } = await client.send(
        new BatchExecuteStatementCommand({ Statements: left.map(({ statement }) => ({ ...statement })) }),
      );
      const again: typeof batch = [];
      for (const [n, one] of left.entries()) {
        const { Code, Message } = Responses[n]?.Error ?? {};
        if (Code === undefined) continue;
        if (PASSING.has(Code) && tries < TRIES) again.push(one);
        else if (GUARDS.has(Code)) became[one.at] = 'guard';
        else became[one.at] = new RexError('INTERNAL', `A record was not written: ${Code} (${Message}).`);
      }
      left = again;
      if (left.length > 0) await delay(PAUSE_MS * 2 ** tries + randomInt(PAUSE_MS));
    }
  });
  return became;
}

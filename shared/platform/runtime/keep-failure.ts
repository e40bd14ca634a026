import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { RexError } from '../../kernel/errors.ts';
import { failureKey } from '../adapters/dynamodb/keys.ts';
import { RecordTable } from '../adapters/dynamodb/table.ts';
import { awsClient } from './clients.ts';
import { logFailure } from './logger.ts';

/** Longer than SQS keeps what is dead. */
const KEPT_SECONDS = 15 * 24 * 3600;
/** Earlier failures may still be mended by the next try, and are in the log. */
const FROM_RECEIVE = 3;

let records: RecordTable | undefined;

/** Keeps why a message failed, once it has failed so often that it may soon be given up: for whoever looks at it then. */
export async function keepFailure(messageId: string, receives: number, error: RexError): Promise<void> {
  const table = process.env['RECORDS_TABLE'];
  if (receives < FROM_RECEIVE || !table) return;
  records ??= new RecordTable(new DynamoDBClient(awsClient()), table);
  const now = Date.now();
  try {
    await records.replace(failureKey(messageId), {
      code: error.code,
      problem: error.message.slice(0, 500),
      at: new Date(now).toISOString(),
      expiresAt: Math.floor(now / 1000) + KEPT_SECONDS,
    });
  } catch (failure) {
    // The message comes again or is dead without a reason: no cause to fail otherwise.
    logFailure('Why a message failed could not be kept.', failure);
  }
}

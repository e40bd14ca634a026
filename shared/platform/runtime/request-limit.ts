import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { systemClock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { DynamoRequestLimiter } from '../adapters/dynamodb/request-limiter.ts';
import { RecordTable } from '../adapters/dynamodb/table.ts';
import type { RequestAllowance, RequestLimiter } from '../ports/request-limiter.ts';
import { awsClient } from './clients.ts';
import { readEnv } from './env.ts';
import { logFailure } from './logger.ts';

/** What the environment of every function behind HTTPS says of it. */
export function limiterOfEnvironment(): RequestLimiter {
  const env = readEnv({ RECORDS_TABLE: z.string(), REQUESTS_PER_MINUTE: z.coerce.number().int().min(1) });
  const records = new RecordTable(new DynamoDBClient(awsClient()), env.RECORDS_TABLE);
  return new DynamoRequestLimiter(records, systemClock, env.REQUESTS_PER_MINUTE);
}

/**
 * Counts a request. When the counting itself fails the request goes on: whoever attacks could otherwise shut out
 * everybody by overloading one counter, and what the request does has guards of its own.
 * @throws RexError RATE_LIMITED
 */
export async function countRequest(
  limiter: RequestLimiter,
  // Of somebody who is a member nowhere, the requests are counted under no workspace.
  { workspace = '-', subject }: { readonly workspace?: string | undefined; readonly subject: string },
): Promise<RequestAllowance | undefined> {
  try {
    return await limiter.take(workspace, subject);
  } catch (error) {
    if (error instanceof RexError && error.code === 'RATE_LIMITED') throw error;
    logFailure('A request could not be counted.', error, { workspace });
    return undefined;
  }
}

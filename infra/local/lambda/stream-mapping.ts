import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { Activity } from '../activity.ts';
import type { VirtualClock } from '../clock.ts';
import type { DynamoDb } from '../endpoint/dynamodb.ts';
import type { Pattern } from '../endpoint/pattern.ts';
import type { Queues } from '../endpoint/queues.ts';
import type { RuntimeStore } from '../store.ts';
import { REGION } from '../template/resource-types.ts';
import { passesFilters } from './filter.ts';
import type { Functions } from './functions.ts';

export interface StreamMapping {
  /** Names the saved position; stable over restarts. */
  readonly id: string;
  readonly table: string;
  readonly streamArn: string;
  readonly functionName: string;
  readonly batchSize: number;
  readonly windowMs: number;
  /** How often a failing batch is tried again; undefined for as long as it takes. */
  readonly maxRetries: number | undefined;
  readonly bisects: boolean;
  readonly reportsItemFailures: boolean;
  readonly onFailureArn: string | undefined;
  readonly filters: readonly Pattern[];
}

export interface StreamServices {
  readonly dynamodb: DynamoDb;
  readonly functions: Functions;
  readonly queues: Queues;
  readonly activity: Activity;
  readonly clock: VirtualClock;
  readonly store: RuntimeStore;
}

const LONGEST_WINDOW_MS = 20;
const FIRST_BACKOFF_MS = 1000;
const LONGEST_BACKOFF_MS = 60_000;
const AT_ONCE = 1000;

const shards = z.object({
  StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string() })) }),
});
const iterator = z.object({ ShardIterator: z.string() });
const record = z.looseObject({ dynamodb: z.looseObject({ SequenceNumber: z.string() }) });
type StreamRecord = z.infer<typeof record>;
const page = z.object({ Records: z.array(record), NextShardIterator: z.string().nullish() });
const partialFailure = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) });

/**
 * Hands the records of a table's stream to a function, in order. The stream is read when the proxy saw a write to the
 * table (`wake`), so that an idle table costs nothing. The position is saved after each batch that succeeded.
 */
export async function runStreamMapping(
  mapping: StreamMapping,
  services: StreamServices,
): Promise<{ wake(): void; stop(): void }> {
  const { dynamodb, functions, queues, activity, clock, store } = services;
  const engineArn = await dynamodb.streamArnOf(mapping.table);
  const savePosition = store.db.prepare(
    'INSERT OR REPLACE INTO stream_positions (mapping, shard, sequence) VALUES (?, ?, ?)',
  );
  const readPosition = store.db.prepare(
    'SELECT sequence FROM stream_positions WHERE mapping = ? AND shard = ?',
  );
  let wanted = false;
  let running = false;
  let stopped = false;
  let failures = 0;

  const wake = (): void => {
    wanted = true;
    if (running || stopped) return;
    running = true;
    void activity
      .during(`stream ${mapping.table}`, drain)
      .catch(() => backOff())
      .finally(() => {
        running = false;
        if (wanted && failures === 0) wake();
      });
  };
  const drain = async (): Promise<void> => {
    if (mapping.windowMs > 0) await sleep(Math.min(mapping.windowMs, LONGEST_WINDOW_MS));
    while (wanted && !stopped) {
      wanted = false;
      const { StreamDescription } = shards.parse(
        await dynamodb.call('DescribeStream', { StreamArn: engineArn }),
      );
      for (const { ShardId } of StreamDescription.Shards) await readShard(ShardId);
    }
  };
  const readShard = async (shard: string): Promise<void> => {
    const saved = readPosition.get(mapping.id, shard)?.['sequence'];
    const start =
      typeof saved === 'string'
        ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: saved }
        : { ShardIteratorType: 'TRIM_HORIZON' };
    let next: string | null | undefined = iterator.parse(
      await dynamodb.call('GetShardIterator', { StreamArn: engineArn, ShardId: shard, ...start }),
    ).ShardIterator;
    while (next && !stopped) {
      const got: z.infer<typeof page> = page.parse(
        await dynamodb.call('GetRecords', { ShardIterator: next, Limit: AT_ONCE }),
      );
      if (got.Records.length === 0) return;
      for (let i = 0; i < got.Records.length; i += mapping.batchSize) {
        await settle(shard, got.Records.slice(i, i + mapping.batchSize));
      }
      next = got.NextShardIterator;
    }
  };

  /** Returns once the batch is through: taken, or given up and told to the failure destination. */
  const settle = async (shard: string, batch: readonly StreamRecord[]): Promise<void> => {
    const failedFrom = await deliver(batch);
    const done = failedFrom === undefined ? batch : batch.slice(0, failedFrom);
    const last = done.at(-1);
    if (last !== undefined) {
      savePosition.run(mapping.id, shard, last.dynamodb.SequenceNumber);
      failures = 0;
    }
    if (failedFrom === undefined) return;
    const rest = batch.slice(failedFrom);
    if (mapping.bisects && rest.length > 1) {
      const half = Math.ceil(rest.length / 2);
      await settle(shard, rest.slice(0, half));
      return settle(shard, rest.slice(half));
    }
    failures++;
    if (mapping.maxRetries === undefined || failures <= mapping.maxRetries) throw new Error('batch failed');
    giveUp(shard, rest);
  };
  /** The index of the first record that failed, or undefined when none did. */
  const deliver = async (batch: readonly StreamRecord[]): Promise<number | undefined> => {
    const records = batch
      .filter((each) => passesFilters(mapping.filters, each))
      .map((each) => ({ ...each, awsRegion: REGION, eventSourceARN: mapping.streamArn }));
    if (records.length === 0) return undefined;
    const result = await functions.invoke(mapping.functionName, { Records: records });
    if (!result.ok) return 0;
    const partial = mapping.reportsItemFailures ? partialFailure.safeParse(result.payload) : undefined;
    if (partial?.success !== true || partial.data.batchItemFailures.length === 0) return undefined;
    const failed = new Set(partial.data.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const first = batch.findIndex(({ dynamodb: { SequenceNumber } }) => failed.has(SequenceNumber));
    return Math.max(0, first);
  };
  const backOff = (): void => {
    if (stopped) return;
    wanted = true;
    const wait = Math.min(FIRST_BACKOFF_MS * 2 ** Math.max(0, failures - 1), LONGEST_BACKOFF_MS);
    clock.at(clock.time() + wait, 'planned', wake);
  };
  const giveUp = (shard: string, batch: readonly StreamRecord[]): void => {
    const [first] = batch;
    const last = batch.at(-1);
    if (first === undefined || last === undefined) return;
    if (mapping.onFailureArn !== undefined) {
      const message = {
        requestContext: { functionArn: mapping.functionName, condition: 'RetryAttemptsExhausted' },
        DDBStreamBatchInfo: {
          shardId: shard,
          startSequenceNumber: first.dynamodb.SequenceNumber,
          endSequenceNumber: last.dynamodb.SequenceNumber,
          batchSize: batch.length,
          streamArn: mapping.streamArn,
        },
      };
      queues.send(mapping.onFailureArn, JSON.stringify(message));
    }
    savePosition.run(mapping.id, shard, last.dynamodb.SequenceNumber);
    failures = 0;
  };

  wake();
  return {
    wake,
    stop() {
      stopped = true;
    },
  };
}

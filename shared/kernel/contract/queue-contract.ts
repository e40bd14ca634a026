import type * as z from 'zod';

/**
 * A work queue. From this row derive the queue, its dead-letter queue with the alarm, how dead letters are collected and
 * put back, the event source of its consumer `functions/consumers/<name>`, and what people are told when messages are dead.
 */
export interface QueueContract {
  /** A message, as the consumer reads it. */
  readonly message: z.ZodType;
  /** A sentence for the person on call: what does not happen while messages are dead. */
  readonly impact: string;
  /** The longest time for which its consumer may work on one batch, in seconds. The visibility timeout derives from it. */
  readonly workSeconds: number;
  /** Memory of its consumer, when the usual 512 MB are too little. */
  readonly memoryMb?: number;
  /** Messages in one call of the consumer. */
  readonly batchSize: number;
  /** How long SQS waits for a batch to fill, in seconds. */
  readonly windowSeconds?: number;
  /** How many batches are worked on at once; SQS allows no fewer than 2. */
  readonly maxConcurrency?: number;
  /** SNS delivers to it, so it is in the stack of its topic. */
  readonly topic?: true;
}

/** Keeps the literal types of a table of queues. Names are single words in small letters. */
export const queues = <const T extends Readonly<Record<string, QueueContract>>>(table: T): T => table;

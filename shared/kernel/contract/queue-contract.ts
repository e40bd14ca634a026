import type * as z from 'zod';

/**
 * A work queue: everything that is particular to it. From this row follow the queue, its dead-letter queue with the
 * alarm, how dead letters are collected and put back, the event source of its consumer `functions/consumers/<name>`,
 * and what people are told when messages are dead.
 */
export interface QueueContract {
  /** What arrives, as its consumer reads it. */
  readonly message: z.ZodType;
  /** A sentence for whoever is woken up: what does not happen while messages are dead. */
  readonly impact: string;
  /** The longest that its consumer may work on one batch, in seconds; how long a message stays hidden follows from it. */
  readonly workSeconds: number;
  /** Of its consumer, where the usual 512 MB are too little. */
  readonly memoryMb?: number;
  /** Messages in one call of the consumer. */
  readonly batchSize: number;
  /** How long SQS waits for a batch to fill, in seconds. */
  readonly windowSeconds?: number;
  /** Batches at work at once; SQS allows no fewer than 2. */
  readonly maxConcurrency?: number;
  /** SNS delivers to it: it stands in the stack of its topic. */
  readonly topic?: true;
}

/** Keeps the literal types of a table of queues. Names are single words in small letters. */
export const queues = <const T extends Readonly<Record<string, QueueContract>>>(table: T): T => table;

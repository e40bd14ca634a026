import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { Activity } from '../activity.ts';
import type { Pattern } from '../endpoint/pattern.ts';
import type { Queues, ReceivedMessage } from '../endpoint/queues.ts';
import type { Faults } from '../faults.ts';
import type { Meter } from '../meter/meter.ts';
import { REGION } from '../template/resource-types.ts';
import { passesFilters } from './filter.ts';
import type { Functions } from './functions.ts';

export interface QueueMapping {
  readonly queueArn: string;
  readonly functionName: string;
  readonly batchSize: number;
  readonly windowMs: number;
  readonly maxConcurrency: number;
  readonly reportsItemFailures: boolean;
  readonly filters: readonly Pattern[];
}

export interface MappingServices {
  readonly queues: Queues;
  readonly functions: Functions;
  readonly activity: Activity;
  readonly faults: Faults;
  readonly meter: Meter;
}

/** SQS gives at most ten messages for one request, and deletes as many. */
const PER_REQUEST = 10;
/** A batching window is meant to save invocations; a person at this machine does not want to wait for minutes. */
const LONGEST_WINDOW_MS = 100;
const WINDOW_STEP_MS = 10;

const partialFailure = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) });

/**
 * Hands the messages of a queue to a function in batches. What the function takes is deleted; what it fails on comes
 * again after the visibility time-out, and goes to the dead-letter queue after `maxReceiveCount` times.
 */
export function runQueueMapping(mapping: QueueMapping, services: MappingServices): { stop(): void } {
  const { queues, activity, meter } = services;
  const { queueArn } = mapping;
  const queueName = queueArn.slice(queueArn.lastIndexOf(':') + 1);
  const windowMs = Math.min(mapping.windowMs, LONGEST_WINDOW_MS);
  let running = 0;
  let window: NodeJS.Timeout | undefined;
  let stopped = false;

  activity.addProbe(
    `queue ${queueName}`,
    () => !stopped && (window !== undefined || queues.readyCount(queueArn) > 0),
  );

  const pump = (): void => {
    if (stopped || window !== undefined) return;
    const ready = queues.readyCount(queueArn);
    if (ready === 0 || running >= mapping.maxConcurrency) return;
    if (ready < mapping.batchSize && mapping.windowMs > 0) gather(performance.now() + windowMs);
    else take();
  };
  /** Waits for more messages to come, as long as anything runs that could send some. */
  const gather = (until: number): void => {
    window = setTimeout(() => {
      window = undefined;
      const enough = queues.readyCount(queueArn) >= mapping.batchSize || !activity.isRunning();
      if (enough || performance.now() >= until) take();
      else gather(until);
    }, WINDOW_STEP_MS);
  };
  const take = (): void => {
    while (!stopped && running < mapping.maxConcurrency && queues.readyCount(queueArn) > 0) {
      const batch: ReceivedMessage[] = [];
      while (batch.length < mapping.batchSize) {
        const got = queues.receive(queueArn, Math.min(PER_REQUEST, mapping.batchSize - batch.length));
        if (got.length === 0) break;
        meter.count('sqs.requests', 1);
        batch.push(...got);
      }
      if (batch.length === 0) return;
      running++;
      activity.launch(`mapping ${queueName}`, () =>
        process(batch).finally(() => {
          running--;
          setImmediate(pump);
        }),
      );
    }
  };

  const process = async (batch: readonly ReceivedMessage[]): Promise<void> => {
    const { faults } = services;
    const delay = faults.strike('delay', queueName);
    if (delay !== undefined) await sleep(delay.delayMs);
    if (faults.strike('drop', queueName) !== undefined) {
      for (const { handle } of batch) queues.release(queueArn, handle);
      return;
    }
    const reorder = faults.strike('reorder', queueName);
    if (reorder === undefined) return hand(batch);
    // The second half comes first and backwards, and the first half once other batches have gone by.
    const half = Math.ceil(batch.length / 2);
    await hand(batch.slice(half).toReversed());
    await sleep(reorder.delayMs);
    await hand(batch.slice(0, half).toReversed());
  };
  const hand = async (batch: readonly ReceivedMessage[]): Promise<void> => {
    const { faults } = services;
    const wanted = batch.filter(({ message }) =>
      passesFilters(mapping.filters, { body: parsedBody(message.body) }),
    );
    const unwanted = batch.filter((each) => !wanted.includes(each));
    remove(unwanted);
    if (wanted.length === 0) return;
    const result = await services.functions.invoke(mapping.functionName, {
      Records: wanted.map((each) => recordOf(each, queueArn)),
    });
    if (stopped || !result.ok) return;
    const done = mapping.reportsItemFailures ? succeeded(wanted, result.payload) : wanted;
    if (faults.strike('duplicate', queueName) !== undefined) {
      for (const { handle } of done) queues.release(queueArn, handle);
    } else remove(done);
  };
  const remove = (messages: readonly ReceivedMessage[]): void => {
    if (messages.length === 0) return;
    meter.count('sqs.requests', Math.ceil(messages.length / PER_REQUEST));
    queues.remove(
      queueArn,
      messages.map(({ handle }) => handle),
    );
  };

  queues.onReady(queueArn, pump);
  return {
    stop() {
      stopped = true;
      clearTimeout(window);
    },
  };
}

/** No answer means that all went well; an identifier that is not of the batch means that all failed. */
function succeeded(batch: readonly ReceivedMessage[], payload: unknown): readonly ReceivedMessage[] {
  const answer = partialFailure.safeParse(payload);
  if (!answer.success)
    return payload === null || payload === undefined ? batch : noFailuresIn(payload) ? batch : [];
  const failed = new Set(answer.data.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  const known = new Set(batch.map(({ message }) => message.messageId));
  if ([...failed].some((id) => !known.has(id))) return [];
  return batch.filter(({ message }) => !failed.has(message.messageId));
}

const noFailuresIn = (payload: unknown): boolean =>
  typeof payload === 'object' &&
  payload !== null &&
  !('batchItemFailures' in payload && payload.batchItemFailures);

function parsedBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function recordOf({ handle, message }: ReceivedMessage, queueArn: string) {
  return {
    messageId: message.messageId,
    receiptHandle: handle,
    body: message.body,
    attributes: {
      ApproximateReceiveCount: String(message.approximateReceiveCount),
      SentTimestamp: String(message.sentTimestamp),
      SenderId: 'local',
      ApproximateFirstReceiveTimestamp: String(
        message.approximateFirstReceiveTimestamp ?? message.sentTimestamp,
      ),
      ...(message.messageGroupId === undefined ? {} : { MessageGroupId: message.messageGroupId }),
    },
    messageAttributes: Object.fromEntries(
      Object.entries(message.messageAttributes).map(([name, attribute]) => [
        name,
        {
          dataType: attribute.DataType,
          stringValue: attribute.StringValue,
          binaryValue: attribute.BinaryValue,
          stringListValues: [],
          binaryListValues: [],
        },
      ]),
    ),
    md5OfBody: message.md5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: REGION,
  };
}

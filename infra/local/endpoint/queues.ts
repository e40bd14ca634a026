import { mkdirSync, readdirSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Activity } from '../activity.ts';
import type { VirtualClock } from '../clock.ts';
import { assertSoundDatabase } from '../damage.ts';
import { ACCOUNT, REGION } from '../template/resource-types.ts';
import {
  loadFauxqs,
  type MessageAttribute,
  type SpyEvent,
  type StoredMessage,
  type StoredQueue,
} from './fauxqs-stores.ts';

export interface ReceivedMessage {
  readonly handle: string;
  readonly message: StoredMessage;
}

interface ObjectCreated {
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  readonly etag: string;
}

/** SQS, SNS and S3: durable, in this process, reached by HTTP (`handle`) and directly. */
export interface Queues {
  handle(request: IncomingMessage, response: ServerResponse): void;
  createQueue(name: string, attributes: Readonly<Record<string, string>>): void;
  createTopic(name: string, attributes: Readonly<Record<string, string>>): void;
  subscribe(topicArn: string, queueArn: string, attributes: Readonly<Record<string, string>>): void;
  createBucket(name: string): void;
  hasBucket(name: string): boolean;
  putObject(bucket: string, key: string, body: Buffer, contentType: string): void;
  hasObject(bucket: string, key: string): boolean;
  /** An object whose bytes are kept elsewhere: it is listed and deleted like the others, and whoever listens is told of it. */
  addObject(created: ObjectCreated): void;
  send(queueArn: string, body: string, attributes?: Readonly<Record<string, MessageAttribute>>): void;
  publish(topicArn: string, message: string, subject?: string): void;
  /** Takes up to ten messages, which then stay invisible for the queue's visibility time-out. */
  receive(queueArn: string, max: number): ReceivedMessage[];
  remove(queueArn: string, handles: readonly string[]): void;
  /** Makes a received message visible again at once. */
  release(queueArn: string, handle: string): void;
  readyCount(queueArn: string): number;
  counts(): Record<string, { ready: number; delayed: number; inFlight: number }>;
  /** Called (synchronously, so keep it short) when a queue has got a message that can be received. */
  onReady(queueArn: string, listener: () => void): void;
  onObjectCreated(listener: (created: ObjectCreated) => void): void;
  stop(): Promise<void>;
}

export interface QueuesOptions {
  readonly folder: string;
  readonly awsEndpoint: string;
  readonly clock: VirtualClock;
  readonly activity: Activity;
}

const WATCH_AFTER_MS = 10;

const queueArnOf = (name: string): string => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;

/**
 * Delays and visibility time-outs run on the virtual clock: fauxqs counts them in real time, so a jump of the clock
 * moves them nearer by as much.
 */
export async function startQueues({ folder, awsEndpoint, clock, activity }: QueuesOptions): Promise<Queues> {
  const fauxqs = await loadFauxqs();
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (name.endsWith('.db')) assertSoundDatabase(join(folder, name));
  const queues = fauxqs.newQueueStore();
  const topics = fauxqs.newTopicStore();
  const objects = fauxqs.newObjectStore();
  const disk = fauxqs.newQueuePersistence(folder);
  // WAL without fsync per commit: a killed process loses nothing, and only a power cut could.
  disk.db.exec('PRAGMA synchronous = NORMAL');
  // fauxqs 2.4.1 writes a NULL count here, which its own schema refuses.
  const makeReady = disk.db.prepare(
    'UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?',
  );
  disk.updateMessageReady = (id) => void makeReady.run(id);
  // Whoever had received these messages died with the last process, which is no failure of the message: it does not
  // bring it nearer to its dead-letter queue.
  disk.db.exec(
    'UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL, ' +
      'approximate_receive_count = approximate_receive_count - 1 WHERE receipt_handle IS NOT NULL',
  );
  disk.load(queues, topics, objects);
  for (const store of [queues, topics, objects]) store.persistence = disk;
  for (const queue of queues.allQueues()) Object.assign(queue, { persistence: disk });

  const readyListeners = new Map<string, () => void>();
  const objectListeners: ((created: ObjectCreated) => void)[] = [];
  const spy = { addMessage: (event: SpyEvent) => onEvent(event) };
  queues.spy = spy;
  objects.spy = spy;
  for (const queue of queues.allQueues()) Object.assign(queue, { spy });
  const app = fauxqs.buildApp({
    logger: false,
    host: new URL(awsEndpoint).host,
    defaultRegion: REGION,
    stores: { sqsStore: queues, snsStore: topics, s3Store: objects },
  });
  await app.ready();

  const onEvent = (event: SpyEvent): void => {
    if (event.service === 'sqs' && event.status === 'published' && event.queueName !== undefined) {
      const arn = queueArnOf(event.queueName);
      // The event comes before the message is in the queue.
      queueMicrotask(() => notice(arn));
    }
    if (
      event.service === 's3' &&
      event.status === 'uploaded' &&
      event.bucket !== undefined &&
      event.key !== undefined
    ) {
      const { bucket, key } = event;
      queueMicrotask(() => {
        const { contentLength, etag } = objects.headObject(bucket, key);
        for (const listener of objectListeners) listener({ bucket, key, size: contentLength, etag });
      });
    }
  };
  const notice = (arn: string): void => {
    const queue = queues.getQueueByArn(arn);
    if (queue === undefined) return;
    queue.processTimers();
    watchSoon(queue);
    if (readyOf(queue) > 0) readyListeners.get(arn)?.();
  };

  const unwatched = new Set<StoredQueue>();
  let endOfWatching: (() => void) | undefined;
  /** Timers are set once for many messages; until they are, the clock must not jump. */
  const watchSoon = (queue: StoredQueue): void => {
    unwatched.add(queue);
    if (endOfWatching !== undefined) return;
    endOfWatching = activity.begin('queue timers');
    setTimeout(() => {
      for (const each of unwatched) watch(each);
      unwatched.clear();
      endOfWatching?.();
      endOfWatching = undefined;
    }, WATCH_AFTER_MS);
  };
  const watched = new Map<string, { at: number; cancel: () => void }>();
  /** Sets a timer for the moment when the next delayed or invisible message can be received. */
  const watch = (queue: StoredQueue): void => {
    const next = nextVisibleAt(queue);
    const current = watched.get(queue.arn);
    const at = next + clock.time() - Date.now();
    if (current !== undefined && Math.abs(current.at - at) < 5) return;
    current?.cancel();
    watched.delete(queue.arn);
    if (next === Number.POSITIVE_INFINITY) return;
    const cancel = clock.at(at, 'planned', () => {
      watched.delete(queue.arn);
      notice(queue.arn);
    });
    watched.set(queue.arn, { at, cancel });
  };
  clock.onJump((ms) => {
    for (const queue of queues.allQueues()) {
      for (const message of queue.delayedMessages) {
        if (message.delayUntil !== undefined) message.delayUntil -= ms;
        disk.insertMessage(queue.name, message);
      }
      for (const entry of queue.inflightMessages.values()) {
        entry.visibilityDeadline -= ms;
        const { messageId, approximateReceiveCount, approximateFirstReceiveTimestamp } = entry.message;
        disk.updateMessageInflight(
          messageId,
          entry.receiptHandle,
          entry.visibilityDeadline,
          approximateReceiveCount,
          approximateFirstReceiveTimestamp,
        );
      }
    }
  });

  const queueOf = (arn: string): StoredQueue => {
    const queue = queues.getQueueByArn(arn);
    if (queue === undefined) throw new Error(`There is no queue ${arn}.`);
    return queue;
  };

  return {
    handle(request, response) {
      request.url = request.headers['x-amz-target'] === undefined ? request.url : '/';
      app.routing(request, response);
      // A request may have made messages invisible or delayed them.
      response.once('close', () => {
        if (request.headers['x-amz-target'] !== undefined)
          for (const queue of queues.allQueues()) watchSoon(queue);
      });
    },
    createQueue(name, attributes) {
      const arn = queueArnOf(name);
      const url = `${awsEndpoint}/${ACCOUNT}/${name}`;
      const queue = queues.getQueueByArn(arn) ?? queues.createQueue(name, url, arn, attributes);
      queue.url = url;
      queue.setAttributes(attributes);
      notice(arn);
    },
    createTopic(name, attributes) {
      // A topic holds no messages: made anew, it has just the subscriptions of this template.
      topics.deleteTopic(`arn:aws:sns:${REGION}:${ACCOUNT}:${name}`);
      topics.createTopic(name, { ...attributes }, undefined, REGION);
    },
    subscribe: (topicArn, queueArn, attributes) => {
      topics.subscribe(topicArn, 'sqs', queueArn, { ...attributes });
    },
    createBucket(name) {
      if (!objects.hasBucket(name)) objects.createBucket(name);
    },
    hasBucket: (name) => objects.hasBucket(name),
    putObject: (bucket, key, body, contentType) => {
      objects.putObject(bucket, key, body, contentType);
    },
    hasObject(bucket, key) {
      try {
        objects.headObject(bucket, key);
        return true;
      } catch {
        return false;
      }
    },
    addObject(created) {
      const { bucket, key, size: contentLength, etag } = created;
      const body = Buffer.alloc(0);
      const kept = { key, body, contentLength, etag, contentType: 'text/csv', metadata: {} };
      const object = { ...kept, lastModified: new Date() };
      disk.upsertObject(bucket, object);
      objects.restoreObject(bucket, object);
      for (const listener of objectListeners) listener(created);
    },
    send: (queueArn, body, attributes) =>
      queueOf(queueArn).enqueue(fauxqs.createMessage(body, { ...attributes })),
    publish: (topicArn, message, subject) => {
      fauxqs.publish({ TopicArn: topicArn, Message: message, Subject: subject }, topics, queues);
    },
    receive(queueArn, max) {
      const queue = queueOf(queueArn);
      const taken = queue.dequeue(max, undefined, (arn) => queues.getQueueByArn(arn));
      watchSoon(queue);
      return taken.flatMap(({ ReceiptHandle: handle }) => {
        const message = queue.inflightMessages.get(handle)?.message;
        return message === undefined ? [] : [{ handle, message }];
      });
    },
    remove(queueArn, handles) {
      const queue = queueOf(queueArn);
      for (const handle of handles) queue.deleteMessage(handle);
      watchSoon(queue);
    },
    release(queueArn, handle) {
      queueOf(queueArn).changeVisibility(handle, 0);
      notice(queueArn);
    },
    readyCount: (queueArn) => readyOf(queueOf(queueArn)),
    counts: () =>
      Object.fromEntries(
        [...queues.allQueues()].map((queue) => [
          queue.name,
          {
            ready: readyOf(queue),
            delayed: queue.delayedMessages.length,
            inFlight: queue.inflightMessages.size,
          },
        ]),
      ),
    onReady(queueArn, listener) {
      readyListeners.set(queueArn, listener);
      if (readyOf(queueOf(queueArn)) > 0) listener();
    },
    onObjectCreated: (listener) => objectListeners.push(listener),
    async stop() {
      queues.shutdown();
      await app.close();
      disk.close();
    },
  };
}

function readyOf(queue: StoredQueue): number {
  if (!queue.isFifo()) return queue.messages.length;
  let count = 0;
  for (const messages of queue.fifoMessages.values()) count += messages.length;
  return count;
}

function nextVisibleAt(queue: StoredQueue): number {
  let at = Number.POSITIVE_INFINITY;
  for (const { delayUntil } of queue.delayedMessages)
    if (delayUntil !== undefined && delayUntil < at) at = delayUntil;
  for (const { visibilityDeadline } of queue.inflightMessages.values()) {
    if (visibilityDeadline < at) at = visibilityDeadline;
  }
  return at;
}

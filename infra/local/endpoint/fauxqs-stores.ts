import type { IncomingMessage, ServerResponse } from 'node:http';
import { findPackageJSON } from 'node:module';
import { pathToFileURL } from 'node:url';

/**
 * The parts of fauxqs that its package entry does not export. Its own `startFauxqs` listens on every interface and
 * reaches queues only by HTTP; with its stores in hand the runtime stays on the loopback address, and event source
 * mappings take messages without a network hop. package.json pins the version that these shapes were read from.
 */
export interface StoredMessage {
  readonly messageId: string;
  readonly body: string;
  readonly md5OfBody: string;
  readonly sentTimestamp: number;
  readonly approximateReceiveCount: number;
  readonly approximateFirstReceiveTimestamp?: number;
  readonly messageGroupId?: string;
  readonly messageAttributes: Readonly<Record<string, MessageAttribute>>;
  delayUntil?: number;
}

export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

interface InflightMessage {
  readonly message: StoredMessage;
  readonly receiptHandle: string;
  visibilityDeadline: number;
}

export interface StoredQueue {
  readonly name: string;
  url: string;
  readonly arn: string;
  readonly attributes: Record<string, string>;
  readonly messages: StoredMessage[];
  readonly fifoMessages: Map<string, StoredMessage[]>;
  readonly delayedMessages: StoredMessage[];
  readonly inflightMessages: Map<string, InflightMessage>;
  isFifo(): boolean;
  enqueue(message: StoredMessage): void;
  dequeue(
    max: number,
    visibilityTimeout: number | undefined,
    deadLetterQueue: (arn: string) => StoredQueue | undefined,
  ): { MessageId: string; ReceiptHandle: string }[];
  deleteMessage(handle: string): boolean;
  changeVisibility(handle: string, seconds: number): void;
  processTimers(): void;
  setAttributes(attributes: Record<string, string>): void;
}

interface QueueStore {
  host: string;
  region: string;
  spy: Spy | undefined;
  persistence: QueuePersistence | undefined;
  createQueue(name: string, url: string, arn: string, attributes: Record<string, string>): StoredQueue;
  getQueueByArn(arn: string): StoredQueue | undefined;
  allQueues(): Iterable<StoredQueue>;
  shutdown(): void;
}

interface TopicStore {
  region: string;
  spy: Spy | undefined;
  persistence: QueuePersistence | undefined;
  deleteTopic(arn: string): boolean;
  createTopic(
    name: string,
    attributes: Record<string, string>,
    tags: undefined,
    region: string,
  ): { arn: string };
  subscribe(topic: string, protocol: string, endpoint: string, attributes: Record<string, string>): unknown;
}

interface ObjectStore {
  spy: Spy | undefined;
  persistence: QueuePersistence | undefined;
  /** Puts it there without telling the spy, and without storing it. */
  restoreObject(bucket: string, object: StoredObject): void;
  hasBucket(name: string): boolean;
  createBucket(name: string): void;
  putObject(bucket: string, key: string, body: Buffer, contentType: string): { etag: string };
  headObject(bucket: string, key: string): { contentLength: number; etag: string };
}

interface StoredObject {
  readonly key: string;
  readonly body: Buffer;
  readonly contentType: string;
  readonly contentLength: number;
  readonly etag: string;
  readonly lastModified: Date;
  readonly metadata: Readonly<Record<string, string>>;
}

interface Spy {
  addMessage(event: SpyEvent): void;
}

export interface SpyEvent {
  readonly service: 'sqs' | 'sns' | 's3';
  readonly status: string;
  readonly queueName?: string;
  readonly bucket?: string;
  readonly key?: string;
}

interface QueuePersistence {
  readonly db: { exec(sql: string): void; prepare(sql: string): { run(id: string): unknown } };
  load(queues: QueueStore, topics: TopicStore, objects: ObjectStore): void;
  insertMessage(queue: string, message: StoredMessage): void;
  updateMessageReady(id: string): void;
  upsertObject(bucket: string, object: StoredObject): void;
  updateMessageInflight(id: string, handle: string, deadline: number, received: number, first?: number): void;
  close(): void;
}

/** The fastify application: routes a raw request to whichever of SQS, SNS and S3 it is for. */
interface FauxqsApp {
  ready(): PromiseLike<unknown>;
  routing(request: IncomingMessage, response: ServerResponse): void;
  close(): PromiseLike<unknown>;
}

interface PublishParameters {
  readonly TopicArn: string;
  readonly Message: string;
  readonly Subject?: string;
}

export interface Fauxqs {
  readonly newQueueStore: () => QueueStore;
  readonly newTopicStore: () => TopicStore;
  readonly newObjectStore: () => ObjectStore;
  readonly newQueuePersistence: (folder: string) => QueuePersistence;
  readonly createMessage: (
    body: string,
    attributes: Record<string, MessageAttribute>,
    delay?: number,
    group?: string,
    dedup?: string,
  ) => StoredMessage;
  readonly publish: (parameters: PublishParameters, topics: TopicStore, queues: QueueStore) => unknown;
  readonly buildApp: (options: {
    logger: boolean;
    host: string;
    defaultRegion: string;
    stores: { sqsStore: QueueStore; snsStore: TopicStore; s3Store: ObjectStore };
  }) => FauxqsApp;
}

export async function loadFauxqs(): Promise<Fauxqs> {
  const packageJson = findPackageJSON('fauxqs', import.meta.url);
  if (packageJson === undefined) throw new Error('The package fauxqs is not installed; run npm install.');
  const load = (file: string) => import(new URL(`./dist/${file}`, pathToFileURL(packageJson)).href);
  const [app, queues, topics, objects, persistence, publishing] = await Promise.all([
    load('app.js'),
    load('sqs/sqsStore.js'),
    load('sns/snsStore.js'),
    load('s3/s3Store.js'),
    load('persistence.js'),
    load('sns/actions/publish.js'),
  ]);
  return {
    newQueueStore: () => new queues.SqsStore(),
    newTopicStore: () => new topics.SnsStore(),
    newObjectStore: () => new objects.S3Store(),
    newQueuePersistence: (folder) => new persistence.PersistenceManager(folder),
    createMessage: queues.SqsStore.createMessage,
    publish: publishing.publish,
    buildApp: app.buildApp,
  };
}

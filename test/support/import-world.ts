import { PutObjectCommand } from '@aws-sdk/client-s3';
import { mapConcurrent } from '../../shared/kernel/concurrency.ts';
import type { DynamoImportStore } from '../../shared/leads/adapters/import-store.ts';
import type { DynamoLeadStore } from '../../shared/leads/adapters/lead-store.ts';
import { createImport } from '../../shared/leads/app/create-import.ts';
import { finishImport } from '../../shared/leads/app/finish-import.ts';
import { getImport } from '../../shared/leads/app/get-import.ts';
import { type ChunkDeps, importChunk } from '../../shared/leads/app/import-chunk.ts';
import { startImport } from '../../shared/leads/app/start-import.ts';
import { type ImportRef, importFileKey } from '../../shared/leads/contract/file-key.ts';
import type { ImportMessage } from '../../shared/leads/contract/messages.ts';
import type { ImportView } from '../../shared/leads/contract/routes.ts';
import { S3FileStore } from '../../shared/platform/adapters/s3/s3-file-store.ts';
import type { TestAws } from './aws.ts';
import { stores } from './stores.ts';

const BUCKET = 'uploads';
const MESSAGES_AT_ONCE = 4;

/** The import over real stores, with a queue that the test empties. */
export interface ImportWorld extends ChunkDeps {
  readonly leads: DynamoLeadStore;
  readonly imports: DynamoImportStore;
  readonly files: S3FileStore;
  readonly sent: ImportMessage[];
  now: Date;
}

export function importWorld(aws: TestAws): ImportWorld {
  aws.fauxqs.createBucket(BUCKET);
  const sent: ImportMessage[] = [];
  const world: ImportWorld = {
    sent,
    now: new Date('2026-01-05T10:00:00Z'),
    clock: { now: () => world.now },
    ...stores(aws),
    files: new S3FileStore(aws.s3, BUCKET, { now: () => world.now }),
    queue: {
      async send(messages) {
        sent.push(...messages);
      },
    },
  };
  return world;
}

export interface FileToImport {
  readonly workspace: string;
  readonly kind: 'leads' | 'orders';
  readonly content: string | Uint8Array;
  readonly mapping?: Record<string, string>;
  readonly defaultCountry?: string;
}

/** Creates an import and puts its file where the form would have put it. */
export async function upload(aws: TestAws, world: ImportWorld, file: FileToImport): Promise<ImportRef> {
  const { workspace, kind, content, mapping = {}, defaultCountry } = file;
  const created = await createImport(world, {
    workspace,
    subject: 'ann',
    body: { kind, fileName: `${kind}.csv`, mapping, defaultCountry },
  });
  const ref = { workspace, importId: created.import.id };
  const Key = importFileKey(workspace, ref.importId);
  await aws.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: content }));
  return ref;
}

export async function handle(deps: ChunkDeps, message: ImportMessage): Promise<void> {
  if (message.kind === 'start') await startImport(deps, message);
  else if (message.kind === 'chunk') await importChunk(deps, message);
  else await finishImport(deps, message);
}

/** Delivers what is on the queue, and what that sends, until nothing is left. */
export async function drain(world: ImportWorld): Promise<void> {
  while (world.sent.length > 0) {
    await mapConcurrent(world.sent.splice(0), MESSAGES_AT_ONCE, (message) => handle(world, message));
  }
}

export async function importFile(aws: TestAws, world: ImportWorld, file: FileToImport): Promise<ImportView> {
  const ref = await upload(aws, world, file);
  world.sent.push({ kind: 'start', ...ref });
  await drain(world);
  return getImport(world, ref);
}

/** `count` people, one row each, with the row numbers as ids. */
export const csvOf = (count: number): string =>
  ['id,email,first name', ...Array.from({ length: count }, (_, n) => `P${n},p${n}@mail.example,Pat`)].join(
    '\n',
  );

const WRITES = new Set<string | symbol>(['create', 'save', 'createOrders', 'saveOrders', 'putAliases']);

const TOGETHER = new Set<string | symbol>(['createMany', 'createManyOrders']);

/** A lead store that dies at the write after so many. Of records that are created together, some are then there. */
export function dyingAfter(world: ImportWorld, writes: number): ImportWorld['leads'] {
  let left = writes;
  return new Proxy(world.leads, {
    get(store, name) {
      const member = Reflect.get(store, name);
      if (typeof member !== 'function') return member;
      if (TOGETHER.has(name)) {
        return async (all: readonly unknown[]) => {
          const some = all.slice(0, left);
          left -= some.length;
          const created = await member.call(store, some);
          if (some.length < all.length) throw new Error('died');
          return created;
        };
      }
      return (...args: unknown[]) => {
        if (WRITES.has(name)) {
          if (left === 0) throw new Error('died');
          left -= 1;
        }
        return member.apply(store, args);
      };
    },
  });
}

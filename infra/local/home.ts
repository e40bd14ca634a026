import { chmodSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Where what is kept: the files of one REX_HOME. */
export interface Home {
  readonly root: string;
  readonly mail: string;
  readonly texts: string;
  readonly logs: string;
  readonly dynamodbFile: string;
  readonly dynamodbPidFile: string;
  readonly queues: string;
  readonly objects: string;
  readonly storeFile: string;
  /** What a running instance tells the CLI: pid and addresses. */
  readonly infoFile: string;
  release(): void;
}

const OWNER_ONLY = { folder: 0o700, file: 0o600 };
const FOR_OTHERS = 0o077;

/** A home that an earlier version made, or that somebody opened, is closed again: addresses and keys are in it. */
function closeToOthers(root: string): void {
  const isOpen = (path: string): boolean => (statSync(path).mode & FOR_OTHERS) !== 0;
  if (!isOpen(root)) return;
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) chmodSync(path, OWNER_ONLY.file);
    else if (entry.isDirectory()) chmodSync(path, OWNER_ONLY.folder);
  }
  // Last, so that a run that was killed meanwhile begins again.
  chmodSync(root, OWNER_ONLY.folder);
}

/**
 * Makes the folder and takes it for this process. The lock is an open SQLite transaction: the operating system drops
 * it when the process dies, however it dies, so there is no stale lock to clean up.
 */
export function openHome(folder: string): Home {
  const root = resolve(folder);
  const home = {
    root,
    mail: join(root, 'mail'),
    texts: join(root, 'texts'),
    logs: join(root, 'logs'),
    dynamodbFile: join(root, 'dynamodb.db'),
    dynamodbPidFile: join(root, 'dynamodb.pid'),
    queues: join(root, 'queues'),
    objects: join(root, 'objects'),
    storeFile: join(root, 'runtime.db'),
    infoFile: join(root, 'local.json'),
  };
  for (const path of [root, home.mail, home.logs, home.queues, home.objects])
    mkdirSync(path, { recursive: true, mode: OWNER_ONLY.folder });
  closeToOthers(root);
  const lock = lockHome(root);
  return { ...home, release: () => lock.close() };
}

const SQLITE_BUSY = 5;
const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;

function lockHome(root: string): DatabaseSync {
  const file = join(root, 'lock.db');
  const take = (): DatabaseSync => {
    const lock = new DatabaseSync(file);
    try {
      lock.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE;');
      return lock;
    } catch (cause) {
      lock.close();
      throw cause;
    }
  };
  try {
    return take();
  } catch (cause) {
    if (isBusy(cause)) {
      throw new Error(
        `${root} is in use by another running instance. Stop it, or set REX_HOME to another folder.`,
        { cause },
      );
    }
    // It is damaged, and nothing is in it.
    rmSync(file, { force: true });
    return take();
  }
}

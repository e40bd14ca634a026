import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** What a person can do about a file without which the rest of the home means nothing. */
const WHOLE_HOME =
  'Stop Rex and put back a copy of the whole home, or set REX_HOME to a new folder to begin anew.';

/** The error of a file of the home that cannot be read: names it, and the way out. */
export const damaged = (file: string, reason: unknown, wayOut: string = WHOLE_HOME): Error =>
  new Error(`${file} is damaged (${reason instanceof Error ? reason.message : String(reason)}). ${wayOut}`, {
    cause: reason,
  });

const MAGIC = 'SQLite format 3\0';
/** Checking reads all of the file: a larger one is looked at from outside only. */
const CHECKED_WHOLE_BYTES = 256 * 1024 * 1024;

/**
 * Refuses a SQLite file that was cut off or written over, before anything is made of it: SQLite itself takes an empty file
 * for a new database, and finds out about other damage when it comes to the place.
 * @throws Error that names the file and the way out
 */
export function assertSoundDatabase(file: string): void {
  if (!existsSync(file)) return;
  const { size } = statSync(file);
  if (size === 0) throw damaged(file, 'it is empty');
  if (beginOf(file) !== MAGIC) throw damaged(file, 'it is no SQLite database');
  if (size > CHECKED_WHOLE_BYTES) return;
  let found: unknown;
  try {
    const db = new DatabaseSync(file);
    try {
      found = db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
    } finally {
      db.close();
    }
  } catch (cause) {
    throw damaged(file, cause);
  }
  if (found !== 'ok') throw damaged(file, found);
}

function beginOf(file: string): string {
  const bytes = Buffer.alloc(MAGIC.length);
  const handle = openSync(file, 'r');
  readSync(handle, bytes);
  closeSync(handle);
  return bytes.toString('latin1');
}

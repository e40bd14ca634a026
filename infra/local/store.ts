import { DatabaseSync } from 'node:sqlite';
import { assertSoundDatabase } from './damage.ts';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS schedules (
  schedule_group TEXT NOT NULL, name TEXT NOT NULL, definition TEXT NOT NULL, last_run INTEGER,
  PRIMARY KEY (schedule_group, name)
);
CREATE TABLE IF NOT EXISTS executions (
  arn TEXT PRIMARY KEY, machine_arn TEXT NOT NULL, name TEXT NOT NULL, status TEXT NOT NULL, input TEXT NOT NULL,
  output TEXT, error TEXT, cause TEXT, started INTEGER NOT NULL, stopped INTEGER
);
CREATE INDEX IF NOT EXISTS executions_by_machine ON executions (machine_arn, started);
CREATE TABLE IF NOT EXISTS deliveries (
  id INTEGER PRIMARY KEY, target TEXT NOT NULL, payload TEXT NOT NULL, attempts INTEGER NOT NULL,
  max_attempts INTEGER NOT NULL, dead_letter_arn TEXT, due INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS stream_positions (mapping TEXT PRIMARY KEY, shard TEXT NOT NULL, sequence TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS mails (
  id TEXT PRIMARY KEY, at INTEGER NOT NULL, state TEXT NOT NULL, recipients TEXT NOT NULL, sender TEXT NOT NULL,
  subject TEXT NOT NULL, envelope TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS mails_by_recipient ON mails (recipients);
CREATE TABLE IF NOT EXISTS reactions (
  id INTEGER PRIMARY KEY, due INTEGER NOT NULL, mail TEXT NOT NULL, kind TEXT NOT NULL, recipient TEXT NOT NULL,
  at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS reactions_by_due ON reactions (due);
CREATE TABLE IF NOT EXISTS sendgrid_events (
  id INTEGER PRIMARY KEY, workspace TEXT NOT NULL, body TEXT NOT NULL, due INTEGER NOT NULL, attempts INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS sendgrid_suppressions (
  list TEXT NOT NULL, email TEXT NOT NULL, created INTEGER NOT NULL, reason TEXT NOT NULL, status TEXT NOT NULL,
  PRIMARY KEY (list, email)
);
CREATE TABLE IF NOT EXISTS sendgrid_stats (
  id INTEGER PRIMARY KEY, day TEXT NOT NULL, metric TEXT NOT NULL, mail TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS sendgrid_stats_by_day ON sendgrid_stats (day);
`;

/** The local runtime's own durable state: one SQLite file, committed without fsync (a killed process loses nothing). */
export interface RuntimeStore {
  readonly db: DatabaseSync;
  setting(name: string): string | undefined;
  saveSetting(name: string, value: string): void;
  removeSetting(name: string): void;
  /** Runs the work in one transaction. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** @throws for a file that is damaged. */
export function openStore(file: string): RuntimeStore {
  assertSoundDatabase(file);
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
  db.exec(SCHEMA);
  const read = db.prepare('SELECT value FROM settings WHERE name = ?');
  const write = db.prepare('INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)');
  const remove = db.prepare('DELETE FROM settings WHERE name = ?');
  return {
    db,
    setting(name) {
      const value = read.get(name)?.['value'];
      return typeof value === 'string' ? value : undefined;
    },
    saveSetting: (name, value) => void write.run(name, value),
    removeSetting: (name) => void remove.run(name),
    transaction(work) {
      db.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        db.exec('COMMIT');
        return result;
      } catch (error) {
        db.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => db.close(),
  };
}

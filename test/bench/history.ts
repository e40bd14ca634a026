import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { DAY } from '../../shared/kernel/clock.ts';

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz';
/** Copies that are written in one transaction. */
const COPIES_AT_ONCE = 20;
/** What this file knows of the engine's own file. */
const ENGINE_SCHEMA = '9';
/** What an import leaves: of people to whom nobody has written yet. */
const PEOPLE = /^S:W#[^#]+#(?:LEAD#|ROSTER$|IMPORTS$)/;

const KEYS = ['pk', 'sk', 'table_pk', 'table_sk'];

type Row = Record<string, SQLInputValue>;

interface StoredTable {
  readonly name: string;
  readonly rows: readonly Row[];
}

export interface HistoryInput {
  /** The file of the DynamoDB engine, which does not run. */
  readonly file: string;
  readonly from: string;
  /** Another workspace gets what is there as well as its copies. */
  readonly to: string;
  /** How often everything happened before. */
  readonly missions: number;
  /** How often the people were there before: at least as often. */
  readonly imports: number;
  /** Rows that have this text are not copied within the workspace. */
  readonly except: string;
}

/**
 * Makes a long history out of a short one: copies all records of a workspace, each copy a day earlier than the one before and
 * with missions, imports, approvals and people of its own. Records that Rex wrote itself keep their shape, their size and their
 * places in the indexes, so the stores read copies as they read the original. What a workspace has but once stays, and
 * what would have expired is left out. Through the engine a million records would take hours, so they go into its file.
 * @returns the number of rows that were written
 */
export function copyHistory({ file, from, to, missions, imports, except }: HistoryInput): number {
  const db = new DatabaseSync(file);
  try {
    const known = db.prepare(`SELECT value FROM _config WHERE key = 'schema_version'`).get()?.['value'];
    if (known !== ENGINE_SCHEMA)
      throw new Error(`The engine's file has version ${known}, not ${ENGINE_SCHEMA}.`);
    db.exec('PRAGMA synchronous = OFF');
    const tables = storedTables(db, from, to);
    let written = from === to ? 0 : writeRows(db, tables);
    for (let n = 1; n <= imports; n += COPIES_AT_ONCE) {
      const numbers = Array.from({ length: Math.min(COPIES_AT_ONCE, imports - n + 1) }, (_, i) => n + i);
      written += writeRows(
        db,
        tables.map(({ name, rows }) => ({
          name,
          rows: numbers.flatMap((each) =>
            rows.flatMap((row) => copyOf(row, each, each <= missions, missions, except)),
          ),
        })),
      );
    }
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    return written;
  } finally {
    db.close();
  }
}

/** Records and the two indexes over them, as far as they are of the workspace. */
function storedTables(db: DatabaseSync, from: string, to: string): StoredTable[] {
  const names = db
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE '%TablesRecords%'`)
    .all()
    .map(({ name }) => String(name));
  const ofWorkspace = new RegExp(`\\b${from}\\b`, 'g');
  return names.map((name) => {
    const key = name.includes('::gsi::') ? 'table_pk' : 'pk';
    const rows = db.prepare(`SELECT * FROM "${name}" WHERE ${key} LIKE ?`).all(`S:W#${from}#%`);
    return {
      name,
      rows: rows.map((row) => JSON.parse(JSON.stringify(row).replaceAll(ofWorkspace, to)) as Row),
    };
  });
}

function writeRows(db: DatabaseSync, tables: readonly StoredTable[]): number {
  let written = 0;
  db.exec('BEGIN');
  for (const { name, rows } of tables) {
    const columns = Object.keys(rows[0] ?? {});
    if (columns.length === 0) continue;
    const insert = db.prepare(
      `INSERT OR IGNORE INTO "${name}" (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    );
    for (const row of rows)
      written += Number(insert.run(...columns.map((column) => row[column] ?? null)).changes);
  }
  db.exec('COMMIT');
  return written;
}

function copyOf(row: Row, n: number, whole: boolean, period: number, except: string): Row[] {
  const text = JSON.stringify(row);
  const key = String(row['table_pk'] ?? row['pk']);
  if (text.includes(except) || (!whole && !PEOPLE.test(key))) return [];
  const days = ((n - 1) % period) + 1;
  const copy: Row = JSON.parse(moved(text, n, days));
  if (KEYS.every((column) => copy[column] === row[column]) || hasExpired(row, days)) return [];
  if (!whole) {
    if (/^S:(?:ORDERS|INBOUND)/.test(String(copy['sk'] ?? copy['table_sk']))) return [];
    copy['item_json'] = untouched(String(copy['item_json']));
  }
  return [copy];
}

function hasExpired(row: Row, days: number): boolean {
  const [, seconds] = /"expiresAt":\{"N":"(\d+)"/.exec(String(row['item_json'])) ?? [];
  return seconds !== undefined && Number(seconds) * 1_000 - days * DAY < Date.now();
}

/** A lead as it was when nobody had written to it. */
function untouched(item: string): string {
  const { hold: _, journeys, contacted, ...rest } = JSON.parse(item);
  return JSON.stringify({
    ...rest,
    ...(journeys && { journeys: { M: {} } }),
    ...(contacted && { contacted: { L: [] } }),
  });
}

/** Ids that begin with their time get an earlier one, days become earlier ones; all ids are marked with `n`. */
function moved(text: string, n: number, days: number): string {
  const mark = inCrockford(n, 4);
  return text
    .replaceAll(
      /(?<![0-9a-z])([a-z])_(01[0-9a-z]{8})([0-9a-z]{12})[0-9a-z]{4}(?![0-9a-z])/g,
      (_, prefix, time, rest) => {
        const at = [...String(time)].reduce((sum, char) => sum * 32 + CROCKFORD.indexOf(char), 0);
        return `${prefix}_${inCrockford(at - days * DAY, 10)}${rest}${mark}`;
      },
    )
    .replaceAll(
      /(?<![0-9a-z])([lr])_[0-9a-z]{4}([0-9a-z]{16}(?:[0-9a-z]{6})?(?![0-9a-z]))/g,
      (whole, prefix, rest) =>
        whole.startsWith(`${prefix}_01`) && whole.length === 28 ? whole : `${prefix}_${mark}${rest}`,
    )
    .replaceAll(/(?<!\d)\d{4}-\d\d-\d\d(?!\d)/g, (day) => dayBefore(day, days));
}

const inCrockford = (n: number, length: number): string =>
  Array.from({ length }, (_, i) => CROCKFORD[Math.floor(n / 32 ** (length - 1 - i)) % 32]).join('');

const daysBefore = new Map<string, string>();

function dayBefore(day: string, days: number): string {
  const asked = `${day} ${days}`;
  const found = daysBefore.get(asked);
  if (found !== undefined) return found;
  const at = Date.parse(day);
  const before = Number.isNaN(at) ? day : new Date(at - days * DAY).toISOString().slice(0, 10);
  daysBefore.set(asked, before);
  return before;
}

import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { DAY } from '../../shared/kernel/clock.ts';

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz';
/** Copies that are written in one transaction. */
const COPIES_AT_ONCE = 20;
/** What this file knows of the engine's own file. */
const ENGINE_SCHEMA = '9';
/** What an import leaves: of people to whom nobody has written yet. */
const PEOPLE = /^S:W#[^#]+#(?:LEAD#|ROSTER$|IMPORTS$)/;

/** Of a lead, what came later. */
const WRITTEN = /^S:(?:ORDERS|INBOUND)/;
const KEYS = ['pk', 'sk', 'table_pk', 'table_sk'];

type Row = Record<string, SQLInputValue>;
/** A piece of a text that is another in each copy. */
type Piece = (n: number, days: number) => string;
type Text = readonly (string | Piece)[];

/** A row that is taken apart once and put together for each copy. */
interface Template {
  readonly columns: readonly { readonly name: string; readonly value: SQLInputValue | Text }[];
  /** Epoch milliseconds after which it would be gone. */
  readonly expiresAt: number;
}

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
    let written =
      from === to
        ? 0
        : writeTables(
            db,
            tables.map(({ name, rows }) => ({ name, rows: rows.map(valuesOf) })),
          );
    const copied = tables.map(({ name, rows }) => ({ name, ...templatesOf(rows, except) }));
    for (let n = 1; n <= imports; n += COPIES_AT_ONCE) {
      const numbers = Array.from({ length: Math.min(COPIES_AT_ONCE, imports - n + 1) }, (_, i) => n + i);
      written += writeTables(
        db,
        copied.map(({ name, whole, people }) => ({
          name,
          rows: numbers.flatMap((each) =>
            copiesOf(each <= missions ? whole : people, each, ((each - 1) % missions) + 1),
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

type Values = readonly (readonly [column: string, value: SQLInputValue])[];

const valuesOf = (row: Row): Values => Object.entries(row);

function writeTables(db: DatabaseSync, tables: readonly { name: string; rows: readonly Values[] }[]): number {
  let written = 0;
  db.exec('BEGIN');
  for (const { name, rows } of tables) {
    const columns = (rows[0] ?? []).map(([column]) => column);
    if (columns.length === 0) continue;
    const insert = db.prepare(
      `INSERT OR IGNORE INTO "${name}" (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    );
    for (const row of rows) written += Number(insert.run(...row.map(([, value]) => value)).changes);
  }
  db.exec('COMMIT');
  return written;
}

/** What is copied of a mission with its people, and of people to whom nobody has written. */
function templatesOf(rows: readonly Row[], except: string): { whole: Template[]; people: Template[] } {
  const own = rows.filter(
    (row) => !JSON.stringify(row).includes(except) && KEYS.some((key) => isMarked(row[key])),
  );
  const people = own
    .filter((row) => PEOPLE.test(String(row['table_pk'] ?? row['pk'])))
    .filter((row) => !WRITTEN.test(String(row['table_sk'] ?? row['sk'])))
    .map((row) => ({
      ...row,
      ...('item_json' in row && { item_json: untouched(String(row['item_json'])) }),
    }));
  return { whole: own.map(templateOf), people: people.map(templateOf) };
}

const isMarked = (value: SQLInputValue | undefined): boolean =>
  typeof value === 'string' && piecesOf(value).length > 1;

function templateOf(row: Row): Template {
  const [, seconds = 'Infinity'] = /"expiresAt":\{"N":"(\d+)"/.exec(String(row['item_json'])) ?? [];
  return {
    columns: Object.entries(row).map(([name, value]) => ({
      name,
      value: typeof value === 'string' ? piecesOf(value) : value,
    })),
    expiresAt: Number(seconds) * 1_000,
  };
}

function copiesOf(templates: readonly Template[], n: number, days: number): Values[] {
  const expired = Date.now() + days * DAY;
  return templates
    .filter(({ expiresAt }) => expiresAt > expired)
    .map(({ columns }) =>
      columns.map(
        ({ name, value }) =>
          [
            name,
            isText(value)
              ? value.map((piece) => (typeof piece === 'string' ? piece : piece(n, days))).join('')
              : value,
          ] as const,
      ),
    );
}

const isText = (value: SQLInputValue | Text): value is Text => Array.isArray(value);

/** A lead as it was when nobody had written to it. */
function untouched(item: string): string {
  const { hold: _, journeys, contacted, ...rest } = JSON.parse(item);
  return JSON.stringify({
    ...rest,
    ...(journeys && { journeys: { M: {} } }),
    ...(contacted && { contacted: { L: [] } }),
  });
}

const ULID = /(?<![0-9a-z])[a-z]_01[0-9a-z]{24}(?![0-9a-z])/.source;
const SHORT = /(?<![0-9a-z])[lr]_[0-9a-z]{20}(?:[0-9a-z]{6})?(?![0-9a-z])/.source;
const DAYS = /(?<!\d)\d{4}-\d\d-\d\d(?!\d)/.source;
const MARKED = new RegExp(`(${ULID}|${SHORT}|${DAYS})`);

/** Ids that begin with their time get an earlier one, days become earlier ones; all ids are marked with the copy's number. */
const piecesOf = (text: string): Text =>
  text.split(MARKED).map((part, i) => {
    if (i % 2 === 0) return part;
    if (/^\d/.test(part)) return (_, days) => dayBefore(part, days);
    const [prefix, id] = [part.slice(0, 2), part.slice(2)];
    if (!/^01.{24}$/.test(id)) return (n) => prefix + inCrockford(n, 4) + id.slice(4);
    const at = [...id.slice(0, 10)].reduce((sum, char) => sum * 32 + CROCKFORD.indexOf(char), 0);
    return (n, days) => prefix + inCrockford(at - days * DAY, 10) + id.slice(10, 22) + inCrockford(n, 4);
  });

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

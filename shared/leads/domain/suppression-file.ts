import { CHANNELS, type Channel } from '../../channels/contract/channels.ts';
import type { SuppressionReason } from '../contract/suppressions.ts';
import { parseCsvPart } from './csv.ts';
import { cellsOf, recordsOf } from './csv-records.ts';
import { headerKey } from './header-key.ts';
import { sniffDelimiter } from './header-row.ts';
import { parseTarget, type SuppressionTarget } from './suppression-list.ts';

export interface SuppressionRow {
  readonly row: number;
  readonly target: SuppressionTarget;
  /** Absent when the row gives none that is known. */
  readonly reason?: SuppressionReason;
  readonly at?: string;
  /** Absent when the row covers all channels, or does not say. */
  readonly channels?: readonly Channel[];
}

export interface SuppressionFile {
  readonly rows: number;
  readonly entries: readonly SuppressionRow[];
  readonly invalid: readonly { readonly row: number; readonly reason: string }[];
}

/** Names of columns by what they hold: SES, SendGrid, Mailchimp, and what other programs write. Compared by `headerKey`. */
const COLUMNS = {
  target: [
    'value',
    'email',
    'email address',
    'e-mail',
    'emailaddress',
    'address',
    'recipient',
    'md5',
    'email md5',
    'sha256',
    'email sha256',
    'hash',
  ],
  domain: ['domain'],
  kind: ['kind'],
  channels: ['channels'],
  reason: ['reason', 'unsub reason', 'type'],
  status: ['status'],
  at: ['created', 'timestamp', 'at', 'date', 'last update time', 'lastupdatetime'],
  unsubscribedAt: ['unsub time', 'unsubscribed at'],
  cleanedAt: ['clean time'],
} as const;
type Column = keyof typeof COLUMNS;

/** Words of reasons, by `headerKey`: those of Rex, of SES and of the lists of SendGrid. Other texts are explanations. */
const REASON_WORDS: Readonly<Record<string, SuppressionReason>> = {
  unsubscribe: 'unsubscribe',
  unsubscribed: 'unsubscribe',
  groupunsubscribe: 'unsubscribe',
  importoptout: 'import_opt_out',
  optout: 'unsubscribe',
  complaint: 'complaint',
  spam: 'complaint',
  spamreport: 'complaint',
  abuse: 'complaint',
  bounce: 'hard_bounce',
  bounced: 'hard_bounce',
  hardbounce: 'hard_bounce',
  invalid: 'invalid',
  invalidemail: 'invalid',
  manual: 'manual',
  legal: 'legal',
  erased: 'erased',
};

/** RFC 3463: 5 is permanent, 4 may pass. SendGrid writes it in the lists of bounces and of blocks. */
const PERMANENT = /^5\.\d{1,3}\.\d{1,3}$/;
const PASSING = /^4\.\d{1,3}\.\d{1,3}$/;

/**
 * Reads a suppression list: CSV with or without a header (SES, SendGrid, Mailchimp, one's own, one value in each line), or
 * JSON (an array, the answer of SES, or one object in each line). A row that is not understood is named with its number.
 * @param list the list that it is for
 * @param firstRow number of the first row after the header, for a part of a larger file
 */
export function parseSuppressionFile(list: string, text: string, firstRow?: number): SuppressionFile {
  const content = text.replace(/^\ufeff/, '');
  const records = /^\s*[[{]/.test(content) ? jsonRecords(content, firstRow) : csvRecords(content, firstRow);
  const entries: SuppressionRow[] = [];
  const invalid: { row: number; reason: string }[] = [];
  for (const record of records) {
    if ('problem' in record) invalid.push({ row: record.row, reason: record.problem });
    else {
      const read = readRow(list, record.row, record.cells);
      if (read.ok) entries.push(read.entry);
      else invalid.push({ row: record.row, reason: read.reason });
    }
  }
  return { rows: records.length, entries, invalid };
}

type Cells = Partial<Record<Column, string>>;
type FileRecord =
  | { readonly row: number; readonly cells: Cells }
  | { readonly row: number; readonly problem: string };

function readRow(list: string, row: number, cells: Cells): ReadRow {
  const { status = '' } = cells;
  const text = targetOf(cells);
  if (text === '') return { ok: false, reason: 'There is no address in this row.' };
  // A block or a deferral of SendGrid is no bounce: the next message may arrive.
  if (PASSING.test(status.trim()))
    return { ok: false, reason: `The failure ${status.trim()} may pass and suppresses nobody.` };
  const channels = channelsOf(cells.channels ?? '');
  if (channels === 'unknown') return { ok: false, reason: 'The row names a channel that Rex does not know.' };
  const parsed = parseTarget(list, text);
  if (!parsed.ok) return parsed;
  const reason = reasonOf(cells);
  const at = instantOf(cells.unsubscribedAt ?? cells.cleanedAt ?? cells.at ?? '');
  const { target } = parsed;
  return {
    ok: true,
    entry: {
      row,
      target,
      ...(reason ? { reason } : {}),
      ...(at ? { at } : {}),
      ...(channels ? { channels } : {}),
    },
  };
}

type ReadRow =
  | { readonly ok: true; readonly entry: SuppressionRow }
  | { readonly ok: false; readonly reason: string };

/** An address or a hash, or a domain with @ before it. An export marks what a spreadsheet could take for a formula. */
function targetOf({ target = '', domain = '', kind = '' }: Cells): string {
  const text = target.trim().replace(/^'(?=[-=+@])/, '');
  const named = text === '' ? domain.trim() : kind.trim() === 'domain' ? text : '';
  return named === '' ? text : `@${named.replace(/^@/, '')}`;
}

/** Undefined for all channels. */
function channelsOf(cell: string): readonly Channel[] | 'unknown' | undefined {
  const words = cell
    .toLowerCase()
    .split(/[\s,;|]+/)
    .filter((word) => word !== '');
  if (words.length === 0 || words.includes('all')) return undefined;
  const known = CHANNELS.filter((channel) => words.includes(channel));
  return known.length === new Set(words).size ? known : 'unknown';
}

function reasonOf(cells: Cells): SuppressionReason | undefined {
  const word = REASON_WORDS[headerKey(cells.reason ?? '')];
  if (word) return word;
  if (cells.unsubscribedAt?.trim()) return 'unsubscribe';
  if (cells.cleanedAt?.trim() || PERMANENT.test(cells.status?.trim() ?? '')) return 'hard_bounce';
  return undefined;
}

/** Seconds since 1970, as SendGrid writes them, or a date in ISO form; undefined for anything else. */
function instantOf(text: string): string | undefined {
  const word = text.trim();
  const isIso = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?/.test(word);
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(word) || word.length <= 10 ? word : `${word}Z`;
  const ms = /^\d{9,10}$/.test(word)
    ? Number(word) * 1000
    : isIso
      ? Date.parse(zoned.replace(' ', 'T'))
      : Number.NaN;
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

const COLUMN_OF = new Map(
  Object.entries(COLUMNS).flatMap(([column, names]) =>
    names.map((name): [string, Column] => [headerKey(name), column as Column]),
  ),
);

function csvRecords(text: string, firstRow: number | undefined): FileRecord[] {
  const [first] = recordsOf(text, ',');
  const firstLine = first?.text ?? '';
  const delimiter = sniffDelimiter(text);
  const header = cellsOf(firstLine, delimiter);
  const columns = header.map((cell) => COLUMN_OF.get(headerKey(cell)));
  const hasHeader = columns.includes('target') || columns.includes('domain');
  // Without a header: the list of SES (address,REASON), or one value in each line.
  const names = hasHeader ? columns : (['target', 'reason'] satisfies Column[]);
  const rows = parseCsvPart(hasHeader ? text.slice(firstLine.length) : text, {
    delimiter,
    columns: hasHeader ? names.length : Math.max(header.length, names.length),
    firstRow: firstRow ?? (hasHeader ? 2 : 1),
  });
  return rows.map((row) =>
    row.ok ? { row: row.row, cells: cellsBy(names, row.cells) } : { row: row.row, problem: row.reason },
  );
}

/** Of several columns with the same meaning, the first that is filled. */
function cellsBy(names: readonly (Column | undefined)[], cells: readonly string[]): Cells {
  const found: Cells = {};
  for (const [i, name] of names.entries()) {
    const cell = cells[i] ?? '';
    if (name && cell.trim() !== '') found[name] ??= cell;
  }
  return found;
}

/** The key of the array in the answer of SES (`ListSuppressedDestinations`). */
const SES_ARRAY = 'SuppressedDestinationSummaries';

function jsonRecords(text: string, firstRow = 1): FileRecord[] {
  const whole = parseJson(text);
  const items =
    whole === undefined
      ? text
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map(parseJson)
      : listOf(whole);
  return items.map((item, i) => {
    const row = firstRow + i;
    if (typeof item === 'string') return { row, cells: { target: item } };
    if (!isObject(item)) return { row, problem: 'This is no JSON object with an address.' };
    const names = Object.keys(item).map((name) => COLUMN_OF.get(headerKey(name)));
    return { row, cells: cellsBy(names, Object.values(item).map(String)) };
  });
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  const inside = isObject(value) ? value[SES_ARRAY] : undefined;
  return Array.isArray(inside) ? inside : [value];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import { isDeepStrictEqual } from 'node:util';
import { RECORD_FORMAT_NAME } from '../../domain/of-the-store.ts';
import type { Key } from './keys.ts';
import { type WriteStatement, writeEach } from './statements.ts';
import { conflict, itemOf, nameOf, type RecordTable } from './table.ts';

interface Versioned {
  readonly version: number;
  readonly [field: string]: unknown;
}

/** A change of a single record that somebody waits for. */
interface Change {
  readonly of: Key;
  readonly before: Versioned;
  readonly after: Versioned;
  resolve(): void;
  reject(error: unknown): void;
}

const changesOfTables = new WeakMap<RecordTable, Change[]>();

/**
 * Puts a record in place of the version that was read. What is changed at the same moment is written in one request, of the same
 * units; each is guarded by itself. Only for records that are on no list of an index: its attributes would stay as they are.
 * @throws RexError VERSION_CONFLICT
 */
export function changeTogether(
  table: RecordTable,
  of: Key,
  before: Versioned,
  after: Versioned,
): Promise<void> {
  const changes = changesOfTables.get(table) ?? [];
  changesOfTables.set(table, changes);
  return new Promise((resolve, reject) => {
    changes.push({ of, before, after, resolve, reject });
    if (changes.length === 1) process.nextTick(() => carryOutChanges(table, changes.splice(0)));
  });
}

async function carryOutChanges(table: RecordTable, changes: readonly Change[]): Promise<void> {
  const together = new Map<string, { readonly change: Change; readonly statement: WriteStatement }>();
  const alone: Change[] = [];
  for (const change of changes) {
    const statement = changes.length > 1 ? statementOfChange(table.name, change) : undefined;
    if (statement && !together.has(nameOf(change.of))) together.set(nameOf(change.of), { change, statement });
    else alone.push(change);
  }
  for (const change of alone) putOneChange(table, change);
  if (together.size === 0) return;
  const all = [...together.values()];
  try {
    const became = await writeEach(
      table.client,
      all.map(({ statement }) => statement),
    );
    for (const [i, { change }] of all.entries()) {
      if (became[i] === undefined) change.resolve();
      else if (became[i] === 'guard') change.reject(conflict(change.of, undefined));
      // Whatever DynamoDB has against a statement, it takes a put, or says why not.
      else putOneChange(table, change);
    }
  } catch (error) {
    for (const { change } of all) change.reject(error);
  }
}

function putOneChange(table: RecordTable, { of, before, after, resolve, reject }: Change): void {
  table.put(of, after, { version: before.version }).then(resolve, reject);
}

/** Undefined where attributes go: a statement names those that it takes away one by one, a put leaves them out. */
function statementOfChange(table: string, { of, before, after }: Change): WriteStatement | undefined {
  const [was, is] = [itemOf(of, before), itemOf(of, after)];
  if (Object.keys(was).some((name) => was[name] !== undefined && is[name] === undefined)) return undefined;
  const set = Object.entries(is).filter(
    ([name, value]) => name === RECORD_FORMAT_NAME || !isDeepStrictEqual(value, was[name]),
  );
  return {
    Statement: `UPDATE "${table}" SET ${set.map(([name]) => `"${name}" = ?`).join(', ')} WHERE "pk" = ? AND "sk" = ? AND "version" = ?`,
    Parameters: [...set.map(([, value]) => value), of.pk, of.sk, before.version],
  };
}

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expectSilent } from './told-in-logs.ts';

/** Characters of each log so far, by file. */
export type LogMarks = ReadonlyMap<string, number>;

/** Where the logs of a Rex end now. */
export const markLogs = async (home: string): Promise<LogMarks> =>
  new Map((await logsOf(home)).map(([name, text]) => [name, text.length]));

/**
 * Reads every line that the functions and the runtime of a Rex wrote to their logs, from the marks on.
 * @throws when one holds an address, a telephone number or a secret
 */
export async function checkLogs(home: string, from: LogMarks = new Map()): Promise<void> {
  const lines = (await logsOf(home)).flatMap(([name, text]) =>
    text
      .slice(from.get(name) ?? 0)
      .split('\n')
      .map((line) => [name, line] as const),
  );
  expectSilent(lines, secretsOf(home));
}

async function logsOf(home: string): Promise<(readonly [string, string])[]> {
  const folder = join(home, 'logs');
  const names = await readdir(folder).catch(() => []);
  return Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const));
}

/** Shorter values, such as ids of accounts, are names and no secrets. */
const SHORTEST_SECRET = 16;

/** All texts of the secrets that Secrets Manager keeps for this Rex. */
function secretsOf(home: string): string[] {
  const store = new DatabaseSync(join(home, 'runtime.db'), { readOnly: true });
  try {
    const rows = store.prepare("SELECT value FROM settings WHERE name LIKE 'secret/%'").all();
    return rows
      .flatMap(({ value }) => textsIn(parsed(String(value))))
      .filter(({ length }) => length >= SHORTEST_SECRET);
  } finally {
    store.close();
  }
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];

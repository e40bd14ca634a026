import { describe, expect, it } from 'vitest';
import { openMemory } from '../../../../test/memory/tables.ts';
import { key, type WorkKind, workKind } from './keys.ts';
import { queryWork } from './work-index.ts';

const [letters, numbers] = [workKind('LETTER'), workKind('NUMBER', 1)];
const many = Array.from({ length: 60 }, (_, n) => workKind(`KIND-${n}`, 1));
const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 1, 0, minute));

async function open() {
  const { database, records } = openMemory();
  const put = (kind: WorkKind, sk: string, due: Date) =>
    records.put(key('W#acme#WORK', sk), {}, 'absent', {
      workShard: kind.shardOf(sk),
      workDueAt: due.toISOString(),
    });
  for (const [n, sk] of ['d', 'c', 'b', 'a'].entries()) await put(letters, sk, at(n));
  for (const n of [1, 2, 3]) await put(numbers, String(n), at(n));
  for (const [n, kind] of many.entries()) await put(kind, `kind ${n}`, at(n));
  return {
    requests: database.requestsOf,
    ask: (kind: WorkKind, until?: Date) => queryWork(records, kind, until),
  };
}
const names = (found: readonly { readonly sk: string }[]): string => found.map(({ sk }) => sk).join(' ');

describe('kinds of work', () => {
  it('come by when they are due, from all shards', async () => {
    const { ask } = await open();
    expect(names(await ask(letters))).toBe('d c b a');
    expect(names(await ask(letters, at(1)))).toBe('d c');
  });

  it('that are asked for at once are one request, and each asker gets its own until its own time', async () => {
    const { ask, requests } = await open();
    const all = async () => {
      const found = await Promise.all([ask(letters, at(1)), ask(numbers, at(2)), ask(letters, at(0))]);
      expect(found.map(names)).toEqual(['d c', '1 2', 'd']);
    };
    expect(await requests(all)).toBe(1);
  });

  it('are another request where all of a kind is asked for, so that the others read no more than is due', async () => {
    const { ask, requests } = await open();
    const both = async () =>
      expect((await Promise.all([ask(letters, at(0)), ask(numbers)])).map(names)).toEqual(['d', '1 2 3']);
    expect(await requests(both)).toBe(2);
  });

  it('are two requests where they are more than a statement may name', async () => {
    const { ask, requests } = await open();
    const all = async () => {
      const found = await Promise.all(many.map((kind) => ask(kind)));
      expect(found.map(names)).toEqual(many.map((_, n) => `kind ${n}`));
    };
    expect(await requests(all)).toBe(2);
  });
});

import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openMemory } from '../../../../test/memory/tables.ts';
import { key } from './keys.ts';

const schema = z.object({ n: z.number() });
const [one, two, none, bad] = ['one', 'two', 'none', 'bad'].map((sk) => key('W#acme#THINGS', sk));

async function open() {
  const { database, records } = openMemory();
  for (const [at, record] of [
    [one, { n: 1 }],
    [two, { n: 2 }],
    [bad, { n: 'three' }],
  ] as const)
    if (at) await records.replace(at, record);
  const requests = async (work: () => Promise<unknown>): Promise<number> => {
    const before = database.requests;
    await work();
    return database.requests - before;
  };
  return { records, requests };
}

describe('single records that are asked for at the same moment', () => {
  it('are read in one request, each once, and each asker gets its own', async () => {
    const { records, requests } = await open();
    const asked = [one, none, two, one].flatMap((of) => of ?? []);
    const found: unknown[] = [];
    const read = async () =>
      found.push(...(await Promise.all(asked.map(async (of) => records.get(of, schema)))));
    expect(await requests(read)).toBe(1);
    expect(found).toEqual([{ n: 1 }, undefined, { n: 2 }, { n: 1 }]);
  });

  it('are two requests where some must be up to date and others need not, and one after the other', async () => {
    const { records, requests } = await open();
    if (!one || !two) throw new Error('There are no keys.');
    const both = () => Promise.all([records.get(one, schema), records.get(two, schema, 'eventual')]);
    expect(await requests(both)).toBe(2);
    const inTurn = async () => [await records.get(one, schema), await records.get(two, schema)];
    expect(await requests(inTurn)).toBe(2);
  });

  it('that cannot be read keep none of the others from who asked for them', async () => {
    const { records } = await open();
    const asked = [bad, two].flatMap((of) => of ?? []);
    const [broken, fine] = await Promise.allSettled(asked.map((of) => records.get(of, schema)));
    expect(broken).toMatchObject({ status: 'rejected', reason: { code: 'RECORD_INVALID' } });
    expect(fine).toEqual({ status: 'fulfilled', value: { n: 2 } });
  });
});

describe('records that are changed at the same moment', () => {
  const versioned = schema.extend({ version: z.number(), more: z.string().optional() });
  const of = (n: number) => key('W#acme#OTHERS', `${n}`);

  it('are written in one request, each guarded by itself; one alone, or twice, or of which a field goes, is put', async () => {
    const { records, requests } = await open();
    for (const n of [1, 2, 3]) await records.replace(of(n), { n, version: 1, more: 'yes' });
    const to = (n: number, version: number) => ({ n: n * 10, version, more: 'yes' });
    const change = (n: number, version = 1) =>
      records.change(of(n), { n, version, more: 'yes' }, to(n, version + 1));
    expect(await requests(() => Promise.all([change(1), change(2)]))).toBe(1);
    expect(await requests(() => change(3))).toBe(1);
    const results = await Promise.allSettled([change(1, 7), change(2, 2), change(3, 2), change(3, 2)]);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(2);
    expect(results[0]).toMatchObject({ reason: { code: 'VERSION_CONFLICT' } });
    await Promise.all([1, 2].map((n) => records.change(of(n), to(n, n + 1), { n, version: n + 2 })));
    expect(await records.getMany([1, 2, 3].map(of), versioned)).toEqual([
      { n: 1, version: 3 },
      { n: 2, version: 4 },
      { n: 30, version: 3, more: 'yes' },
    ]);
  });
});

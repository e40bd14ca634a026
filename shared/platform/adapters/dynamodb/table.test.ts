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
  return { records, requests: database.requestsOf };
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

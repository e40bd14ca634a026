import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openMemory } from '../../../../test/memory/tables.ts';
import { startTestAws } from '../../../../test/support/aws.ts';
import { key } from './keys.ts';
import type { RecordTable } from './table.ts';
import { wholePartition } from './whole-partitions.ts';

const schema = z.object({ n: z.number(), text: z.string() });

async function fill(records: RecordTable) {
  for (const [pk, sk, n] of [
    ['a', '2', 2],
    ['a', '1', 1],
    ['b', '1', 3],
    ['other', '1', 4],
  ] as const)
    await records.put(key(`W#acme#${pk}`, sk), { n, text: 'x'.repeat(90_000) }, 'absent');
  return async (...pks: readonly string[]) => {
    const found = await Promise.all(pks.map((pk) => wholePartition(records, `W#acme#${pk}`, schema)));
    return found.map((items) => items.map(({ n }) => n));
  };
}

describe('whole partitions', () => {
  it('that are asked for at once are one request, each in its order, also one twice and one in which nothing is', async () => {
    const { database, records } = openMemory();
    const ask = await fill(records);
    const requests = await database.requestsOf(async () =>
      expect(await ask('b', 'a', 'empty', 'a')).toEqual([[3], [1, 2], [], [1, 2]]),
    );
    expect(requests).toBe(1);
  });

  it('are all read where one answer does not hold them', async () => {
    const aws = await startTestAws();
    try {
      const ask = await fill(aws.records);
      for (let n = 10; n < 24; n++)
        await aws.records.put(key('W#acme#a', String(n)), { n, text: 'x'.repeat(90_000) }, 'absent');
      const [a = [], b] = await ask('a', 'b');
      expect([a.length, b]).toEqual([16, [3]]);
    } finally {
      await aws.stop();
    }
  });

  it('hold no record that cannot be read', async () => {
    const { records } = openMemory();
    await records.put(key('W#acme#a', '1'), { n: 'one' }, 'absent');
    await expect(wholePartition(records, 'W#acme#a', schema)).rejects.toMatchObject({
      code: 'RECORD_INVALID',
    });
  });
});

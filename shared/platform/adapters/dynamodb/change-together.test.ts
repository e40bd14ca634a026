import { BatchExecuteStatementCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openMemory, tableOver } from '../../../../test/memory/tables.ts';
import { changeTogether } from './change-together.ts';
import { key } from './keys.ts';

const versioned = z.object({ n: z.number(), version: z.number(), more: z.string().optional() });

describe('records that are changed at the same moment', () => {
  const of = (n: number) => key('W#acme#OTHERS', `${n}`);

  it('are written in one request, each guarded by itself; one alone, or twice, or of which a field goes, is put', async () => {
    const { records, database } = openMemory();
    const requests = database.requestsOf;
    for (const n of [1, 2, 3]) await records.replace(of(n), { n, version: 1, more: 'yes' });
    const to = (n: number, version: number) => ({ n: n * 10, version, more: 'yes' });
    const change = (n: number, version = 1) =>
      changeTogether(records, of(n), { n, version, more: 'yes' }, to(n, version + 1));
    expect(await requests(() => Promise.all([change(1), change(2)]))).toBe(1);
    expect(await requests(() => change(3))).toBe(1);
    const results = await Promise.allSettled([change(1, 7), change(2, 2), change(3, 2), change(3, 2)]);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(2);
    expect(results[0]).toMatchObject({ reason: { code: 'VERSION_CONFLICT' } });
    await Promise.all([1, 2].map((n) => changeTogether(records, of(n), to(n, n + 1), { n, version: n + 2 })));
    expect(await records.getMany([1, 2, 3].map(of), versioned)).toEqual([
      { n: 1, version: 3 },
      { n: 2, version: 4 },
      { n: 30, version: 3, more: 'yes' },
    ]);
  });

  it('are put one by one where statements are refused', async () => {
    const { records, database } = openMemory();
    for (const n of [1, 2]) await records.replace(of(n), { n, version: 1 });
    const refusing = tableOver(async (command) => {
      if (!(command instanceof BatchExecuteStatementCommand)) return database.run(command);
      return { Responses: command.input.Statements?.map(() => ({ Error: { Code: 'ValidationError' } })) };
    }, 'records');
    const change = (n: number, version: number) =>
      changeTogether(refusing, of(n), { n, version }, { n: n * 10, version: version + 1 });
    const [first, second] = await Promise.allSettled([change(1, 1), change(2, 7)]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ reason: { code: 'VERSION_CONFLICT' } });
    expect(await records.getMany([1, 2].map(of), versioned)).toEqual([
      { n: 10, version: 2 },
      { n: 2, version: 1 },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import type { ChunkPlan } from '../domain/import-record.ts';
import { planImport } from './plan-import.ts';

const bytes = (lines: readonly string[]): Buffer => Buffer.from(lines.join('\n'));
const leads = { kind: 'leads', mapping: {} } as const;
const orders = { kind: 'orders', mapping: {} } as const;

/** The plan, with all of its chunks, and the longest range that was read for it. */
async function planOf(file: Buffer, record: Parameters<typeof planImport>[1]) {
  let longest = 0;
  const read = async ({ start, end }: { start: number; end: number }) => {
    longest = Math.max(longest, end - start);
    return file.subarray(start, end);
  };
  const { chunks: planned, ...rest } = await planImport({ size: file.length, read }, record);
  const chunks: ChunkPlan[] = [];
  for await (const chunk of planned) chunks.push(chunk);
  return { ...rest, chunks, longest };
}

describe('the plan of an import', () => {
  it('covers every byte after the header once, and never cuts a quoted cell', async () => {
    const rows = Array.from({ length: 2000 }, (_, n) => `p${n}@mail.example,"a note\nof two lines ${n}"`);
    const file = bytes(['email,notes', ...rows]);
    const { chunks, format } = await planOf(file, leads);
    expect(format).toMatchObject({ encoding: 'utf-8', delimiter: ',', header: ['email', 'notes'] });
    expect(chunks.map(({ firstRow }) => firstRow)).toEqual([2, 502, 1002, 1502]);
    expect(chunks.map(({ start }) => start)).toEqual([12, ...chunks.slice(0, -1).map(({ end }) => end)]);
    expect(chunks.at(-1)?.end).toBe(file.length);
    for (const { start } of chunks) expect(file.subarray(start, start + 1).toString()).toBe('p');
  });

  it('is made of a large file without ever holding much of it', async () => {
    const rows = Array.from(
      { length: 1_000_000 },
      () => 'somebody-with-a-long-name@a-long-host.mail.example',
    );
    const { chunks, count, longest } = await planOf(bytes(['email', ...rows]), leads);
    expect([chunks.length, count]).toEqual([2_000, 2_000]);
    expect(longest).toBeLessThanOrEqual(2 * 1024 * 1024);
  });

  it('records for each part which of its orders came earlier', async () => {
    const order = 'A,2025-01-01,10';
    const rows = Array.from({ length: 500 }, (_, n) => `B,2025-01-01,${n}`);
    const file = bytes(['lead id,ordered at,amount', order, ...rows, order, order, ...rows.slice(3), order]);
    const { chunks } = await planOf(file, orders);
    expect(chunks.map(({ repeats }) => Math.max(0, ...Object.values(repeats)))).toEqual([0, 1, 3]);
    expect(Object.keys(chunks[0]?.repeats ?? {})).toEqual([]);
  });

  it('cuts rows that are long into parts that fit into memory', async () => {
    const long = `a@mail.example,"${'x'.repeat(100_000)}"`;
    const { chunks } = await planOf(bytes(['email,notes', ...Array.from({ length: 60 }, () => long)]), leads);
    expect(chunks.map(({ firstRow }) => firstRow)).toEqual([2, 23, 44]);
  });

  it('is refused for a row that is longer than memory should hold', async () => {
    const plan = planOf(bytes(['email,notes', 'a@mail.example,b', 'x'.repeat(12 * 1024 * 1024), '']), leads);
    await expect(plan).rejects.toThrow('Row 3 has more than 8 MB');
  });

  it('counts an order that comes again in a part that streams by later', async () => {
    const rows = Array.from(
      { length: 90_000 },
      (_, n) => `P${n % 45_000},2025-01-01,${n % 7}.00,A${n % 45_000}`,
    );
    const { chunks, count } = await planOf(bytes(['lead id,ordered at,total,order id', ...rows]), {
      kind: 'orders',
      mapping: { amount: 'total' },
    });
    expect(chunks).toHaveLength(count);
    const repeated = chunks.map(({ repeats }) => Object.keys(repeats).length);
    expect(repeated.slice(0, count / 2).every((each) => each === 0)).toBe(true);
    expect(repeated.reduce((sum, each) => sum + each, 0)).toBe(45_000);
  });

  it('is refused when an order file lacks a required column', async () => {
    const plan = planOf(bytes(['lead id,amount', 'A,1']), orders);
    await expect(plan).rejects.toThrow('No column holds the date of the order');
  });
});

import { describe, expect, it } from 'vitest';
import { planImport } from './plan-import.ts';

const bytes = (lines: readonly string[]): Buffer => Buffer.from(lines.join('\n'));
const leads = { kind: 'leads', mapping: {} } as const;

describe('the plan of an import', () => {
  it('covers every byte after the header once, and never cuts a quoted cell', async () => {
    const rows = Array.from({ length: 1000 }, (_, n) => `p${n}@mail.example,"a note\nof two lines ${n}"`);
    const file = bytes(['email,notes', ...rows]);
    const { chunks, format } = await planImport(file, leads);
    expect(format).toMatchObject({ encoding: 'utf-8', delimiter: ',', header: ['email', 'notes'] });
    expect(chunks.map(({ firstRow }) => firstRow)).toEqual([2, 252, 502, 752]);
    expect(chunks.map(({ start }) => start)).toEqual([12, ...chunks.slice(0, -1).map(({ end }) => end)]);
    expect(chunks.at(-1)?.end).toBe(file.length);
    for (const { start } of chunks) expect(file.subarray(start, start + 1).toString()).toBe('p');
  });

  it('has larger chunks for a large file', async () => {
    const rows = Array.from(
      { length: 1_000_000 },
      () => 'somebody-with-a-long-name@a-long-host.mail.example',
    );
    const { chunks } = await planImport(bytes(['email', ...rows]), leads);
    expect(chunks.length).toBeLessThan(4001);
    expect(chunks[1]?.firstRow).toBeGreaterThan(252);
  });

  it('records for each part which of its orders came earlier', async () => {
    const order = 'A,2025-01-01,10';
    const rows = Array.from({ length: 250 }, (_, n) => `B,2025-01-01,${n}`);
    const file = bytes(['lead id,ordered at,amount', order, ...rows, order, order, ...rows.slice(3), order]);
    const { chunks } = await planImport(file, { kind: 'orders', mapping: {} });
    expect(chunks.map(({ repeats }) => Math.max(0, ...Object.values(repeats)))).toEqual([0, 1, 3]);
    expect(Object.keys(chunks[0]?.repeats ?? {})).toEqual([]);
  });

  it('is refused when an order file lacks a required column', async () => {
    const plan = planImport(bytes(['lead id,amount', 'A,1']), { kind: 'orders', mapping: {} });
    await expect(plan).rejects.toThrow('No column holds the date of the order');
  });
});

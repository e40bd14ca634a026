import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsv, parseCsvPart } from './csv.ts';
import { splitCsv } from './csv-split.ts';
import { decodeAs, type Encoding } from './decode.ts';

const encoded = (text: string, encoding: Encoding): Uint8Array => {
  if (encoding === 'windows-1252') return Uint8Array.from(Buffer.from(text, 'latin1'));
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return Uint8Array.from(encoding === 'utf-16be' ? bytes.swap16() : bytes);
};

const blocksOf = (bytes: Uint8Array, size: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));

describe('splitCsv', () => {
  it.each(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const)(
    'reads in parts of a %s file what is read of the whole',
    async (encoding) => {
      const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', 'é', ' '), maxLength: 6 });
      const line = fc
        .tuple(cell, cell)
        .map((cells) => cells.map((each) => `"${each.replaceAll('"', '""')}"`).join(','));
      const content = fc
        .tuple(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\r\n', '\r'), fc.boolean())
        .map(([lines, eol, ends]) => ['é,b', ...lines].join(eol) + (ends ? eol : ''));
      await fc.assert(
        fc.asyncProperty(
          content,
          fc.integer({ min: 1, max: 4 }),
          fc.integer({ min: 1, max: 9 }),
          async (text, rows, size) => {
            const bytes = encoded(text, encoding);
            const split = await splitCsv(blocksOf(bytes, size), rows);
            expect(split).toMatchObject({ encoding, delimiter: ',', header: ['é', 'b'] });
            const parts = split.parts.flatMap(({ start, end, firstRow }) =>
              parseCsvPart(decodeAs(bytes.subarray(start, end), encoding), {
                delimiter: ',',
                columns: 2,
                firstRow,
              }),
            );
            expect(parts).toEqual(parseCsv(text).rows);
            for (const part of split.parts) expect(part.rows).toBeLessThanOrEqual(rows);
          },
        ),
        { numRuns: 60 },
      );
    },
  );

  it('covers the file without gap or overlap', async () => {
    const bytes = encoded(`a,b\n${'1,2\n'.repeat(10)}`, 'utf-8');
    const { parts } = await splitCsv([bytes], 4);
    expect(parts).toEqual([
      { start: 4, end: 20, firstRow: 2, rows: 4 },
      { start: 20, end: 36, firstRow: 6, rows: 4 },
      { start: 36, end: 44, firstRow: 10, rows: 2 },
    ]);
  });

  it('gives no part for a file without rows', async () => {
    expect(await splitCsv([encoded('a,b', 'utf-8')], 4)).toMatchObject({ header: ['a', 'b'], parts: [] });
    expect(await splitCsv([], 4)).toMatchObject({ header: [], parts: [] });
  });
});

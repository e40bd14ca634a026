import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsv } from './csv.ts';
import { decodeText } from './decode.ts';
import { sniffDelimiter } from './header-row.ts';

const SPECTRUM = new URL('../../../../shared/data/crm_leads/csv_spectrum/', import.meta.url);

describe('parseCsv', () => {
  it.each(['\n', '\r\n', '\r'])(
    'reads lines that end with %j and counts rows as a spreadsheet does',
    (eol) => {
      const { header, rows } = parseCsv(['a,b', '1,"x, ""y""', 'z"', '', '3,4', ''].join(eol));
      expect(header).toEqual(['a', 'b']);
      expect(rows).toEqual([
        { ok: true, row: 2, cells: ['1', `x, "y"${eol}z`] },
        { ok: true, row: 4, cells: ['3', '4'] },
      ]);
    },
  );

  it.each([
    ['a;b,c;d', ';'],
    ['a\tb', '\t'],
    ['a|b|c', '|'],
    ['"a;b;c",d', ','],
    ['only', ','],
  ])('finds the delimiter of %j', (header, delimiter) => expect(sniffDelimiter(header)).toBe(delimiter));

  it('pads a short row, rejects a long one by its number, and accepts extra empty cells at the end', () => {
    const { rows } = parseCsv('a,b\n1\n2,3,4\n5,6,,\n');
    expect(rows).toMatchObject([
      { ok: true, row: 2, cells: ['1', ''] },
      { ok: false, row: 3, code: 'RAGGED_ROW', reason: 'The row has 3 cells, the header has 2.' },
      { ok: true, row: 4, cells: ['5', '6'] },
    ]);
  });

  it('loses only one row to an unclosed quote', () => {
    const { rows } = parseCsv('a,b\n1,2\n3,"4\n5,6\n7,8\n');
    expect(rows).toMatchObject([
      { ok: true, row: 2 },
      { ok: false, row: 3, code: 'UNCLOSED_QUOTE' },
      { ok: true, row: 4, cells: ['5', '6'] },
      { ok: true, row: 5, cells: ['7', '8'] },
    ]);
  });

  it('parses written rows back to themselves', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é', ';'), maxLength: 8 });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { maxLength: 6 });
    fc.assert(
      fc.property(table, (written) => {
        const line = (cells: string[]) => cells.map((each) => `"${each.replaceAll('"', '""')}"`).join(',');
        const { rows } = parseCsv(['x,y', ...written.map(line)].join('\r\n'));
        expect(rows.map((row) => (row.ok ? row.cells : row))).toEqual(written);
      }),
    );
  });

  it('never throws, and accounts for every row that is not blank', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '"', ',', '\n', '\r', '\t', '|', '\0'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, (content) => {
        const { rows } = parseCsv(`x,y\n${content}`);
        const numbers = rows.map(({ row }) => row);
        expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
        expect(rows.length > 0).toBe(content.trim() !== '');
      }),
    );
  });

  it.skipIf(!existsSync(SPECTRUM))('reads the odd files of csv-spectrum', () => {
    const files = readdirSync(new URL('csvs/', SPECTRUM));
    expect(files).toHaveLength(12);
    for (const file of files) {
      const { header, rows } = parseCsv(decodeText(readFileSync(new URL(`csvs/${file}`, SPECTRUM))).text);
      const json = JSON.parse(
        readFileSync(new URL(`json/${file.replace('.csv', '.json')}`, SPECTRUM), 'utf8'),
      );
      const records = rows.map((row) =>
        row.ok ? Object.fromEntries(header.map((name, i) => [name, row.cells[i]])) : row,
      );
      // The JSON of location_coordinates.csv tells of another record than its CSV.
      const comparable = (value: unknown) =>
        JSON.stringify(value)
          .replaceAll('\\r\\n', '\\n')
          .replace(/[°\ufffd]/g, '?');
      if (file !== 'location_coordinates.csv')
        expect([file, comparable(records)]).toEqual([file, comparable([json].flat())]);
      else expect(rows).toMatchObject([{ ok: true }]);
    }
  });
});

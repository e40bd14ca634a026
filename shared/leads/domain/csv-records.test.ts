import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cellsOf } from './csv-records.ts';

it('reads a record without quotes as the parser does', () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', 'é', '😀', ' ', "'", ',', ';', '\t', '\\', '=', '\u00a0'),
  });
  const end = fc.constantFrom('', '\n', '\r\n', '\r');
  fc.assert(
    fc.property(
      fc.array(cell, { maxLength: 5 }),
      end,
      fc.constantFrom(',', ';', '\t', '|'),
      (cells, eol, delimiter) => {
        const record = cells.join(delimiter) + eol;
        const options = { delimiter, relax_quotes: true, relax_column_count: true, skip_empty_lines: true };
        expect(cellsOf(record, delimiter)).toEqual(parse(record, options)[0] ?? []);
      },
    ),
    { numRuns: 300 },
  );
});

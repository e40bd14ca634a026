import { expect, it } from 'vitest';
import { csvOf } from './csv.ts';

it('writes rows that a spreadsheet reads as they are', () => {
  expect(
    csvOf([
      ['Row', 'Reason'],
      [7, 'a "quoted", cell'],
      [8, 'two\nlines'],
    ]),
  ).toBe('Row,Reason\r\n7,"a ""quoted"", cell"\r\n8,"two\nlines"\r\n');
});

it('writes no formulas', () => {
  expect(csvOf([['=HYPERLINK("x")', '+1', '-2', '@a', -3]])).toBe(`"'=HYPERLINK(""x"")",'+1,'-2,'@a,-3\r\n`);
});

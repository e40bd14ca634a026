import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneLine, renderFacts, renderTable } from './table.ts';

describe('renderTable', () => {
  const rows = [
    { name: 'Ada', count: 5 },
    { name: 'Zoë Åberg', count: 1234 },
    { name: null, count: undefined },
  ];

  it('aligns columns, with numbers to the right', () => {
    const text = renderTable(rows, [
      { title: 'Name', cell: ({ name }) => name },
      { title: 'Count', cell: ({ count }) => count, align: 'right' },
    ]);
    expect(text.split('\n')).toEqual([
      'Name       Count',
      '---------  -----',
      'Ada            5',
      'Zoë Åberg   1234',
      '-              -',
    ]);
  });

  it('cuts long cells', () => {
    const text = renderTable([{ name: 'abcdefgh' }], [{ title: 'N', cell: ({ name }) => name, maxWidth: 4 }]);
    expect(text.split('\n').at(-1)).toBe('abc…');
  });

  it('shows the header alone when there are no rows', () =>
    expect(renderTable([], [{ title: 'Name', cell: () => '' }])).toBe('Name\n----'));
});

describe('renderFacts', () => {
  it('puts the values in one column', () =>
    expect(
      renderFacts([
        ['a', 1],
        ['long', 'x\ny'],
      ]),
    ).toBe('a     1\nlong  x\n      y'));

  it('lets no line of a value pass for another name', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const [, ...further] = renderFacts([['Words', `first\n${text}`]]).split('\n');
        for (const line of further) expect(line).toMatch(/^(?: {7}\S.*)?$/);
      }),
    ));
});

describe('oneLine', () => {
  it('removes everything that could move the cursor or hide text', () => {
    expect(oneLine('a\u001b[31mred\u0007\u202eb\nc')).toBe('a [31mred b c');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(oneLine(text)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }),
    );
  });
});

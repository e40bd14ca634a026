import { describe, expect, it } from 'vitest';
import { fitting } from './table-width.ts';

const columns = [
  { header: 'Name', width: '2fr' },
  { header: 'Type', width: '1fr', wide: true },
  { header: 'State', width: '8rem' },
  { header: 'Why', width: '2fr', wide: true },
  { header: 'Since', width: '8rem', wide: true },
] as const;
const shownAt = (rems: number) => fitting(columns, rems).map(({ header }) => header);

describe('fitting', () => {
  it('always keeps what is not wide, and adds the others in their order as far as there is room', () => {
    expect(shownAt(0)).toEqual(['Name', 'State']);
    expect(shownAt(31)).toEqual(['Name', 'Type', 'State']);
    expect(shownAt(42)).toEqual(['Name', 'Type', 'State', 'Why']);
    expect(shownAt(100)).toEqual(['Name', 'Type', 'State', 'Why', 'Since']);
  });

  it('takes a small one where a large one does not fit', () => {
    expect(shownAt(38)).toEqual(['Name', 'Type', 'State', 'Since']);
  });
});

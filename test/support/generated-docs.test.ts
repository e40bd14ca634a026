import { expect, it } from 'vitest';
import { read, SECTIONS, withGenerated } from './generated-docs.ts';

it.each([...new Set(SECTIONS.map(({ file }) => file))])(
  '%s has its tables as the data are: else `npm run docs`',
  (file) => {
    expect(read(file)).toBe(withGenerated(file));
  },
);

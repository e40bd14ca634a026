import { describe, expect, it } from 'vitest';
import { lintNotes } from './lint-notes.ts';

const paragraphs = (...texts: string[]) => texts.map((text) => ({ stage: 'attention', text }));

describe('lintNotes', () => {
  it('warns about a subject that ends in a question mark', () => {
    expect(lintNotes({ subject: 'Did we lose touch?', paragraphs: [] })).toEqual([
      expect.stringContaining('question mark'),
    ]);
    expect(lintNotes({ subject: 'A question? No', paragraphs: [] })).toEqual([]);
  });

  it('warns about an odd number of links, including the link in the layout', () => {
    const two = paragraphs('See {{ website }}.', 'Or {{ bookingUrl }}.');
    expect(lintNotes({ subject: 'Hello', paragraphs: two })).toEqual([expect.stringContaining('3 links')]);
    expect(lintNotes({ subject: 'Hello', paragraphs: paragraphs('See {{ website }}.') })).toEqual([]);
  });
});

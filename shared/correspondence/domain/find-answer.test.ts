import { describe, expect, it } from 'vitest';
import { ANSWERED, FAQ, NOT_ANSWERED } from '../../../test/support/faq-questions.ts';
import { processorMs } from '../../../test/support/processor-time.ts';
import type { FaqEntry } from './faq-entry.ts';
import { findAnswer } from './find-answer.ts';

const ENTRIES: FaqEntry[] = Object.values(FAQ).map((body) => ({
  workspace: 'acme',
  version: 1,
  ...body,
  createdAt: '2026-03-01T00:00:00.000Z',
  changedAt: '2026-03-01T00:00:00.000Z',
  changedBy: 'ann',
}));
const find = (text: string) => findAnswer(text, ENTRIES, ['Ann']);

describe('findAnswer', () => {
  it('is certain of a known question in nearly the same words, with greetings around it', () => {
    expect(find('Hello Ann,\n\nHow long does delivery take?\n\nThank you very much!')).toMatchObject({
      entry: { id: 'delivery' },
      certain: true,
      score: 1,
      doubt: undefined,
    });
  });

  it.each([
    [
      'says more',
      'How long does delivery take? My lamp is broken.',
      'The mail says more than this question.',
    ],
    ['asks two things', 'How long does delivery take? How much does shipping cost?', 'The mail says more'],
    [
      'hides more behind its thanks',
      'How long does delivery take? Thanks, but the lamp is broken.',
      'says more',
    ],
    ['denies', 'How long does delivery not take?', 'not near enough'],
    ['asks why', 'Why does delivery take so long?', 'not near enough'],
    ['has one word to go by', 'Delivery?', 'too few words'],
  ])('proposes, and says what it doubts, when a mail %s', (_, text, doubt) => {
    expect(find(text)).toMatchObject({ certain: false, doubt: expect.stringContaining(doubt) });
  });

  it('finds nothing where nothing is near', () => {
    expect(find('Do you have the catalogue of this year?')).toBeUndefined();
    expect(find('')).toBeUndefined();
    expect(findAnswer('How long does delivery take?', [])).toBeUndefined();
  });

  it('is certain of no mail that no entry answers, and of a part of the others', () => {
    const wrong = NOT_ANSWERED.filter((text) => find(text)?.certain);
    const certain = ANSWERED.filter(([, text]) => find(text)?.certain);
    const proposed = ANSWERED.filter(([, text]) => find(text) !== undefined);
    expect(wrong).toEqual([]);
    expect(certain.every(([entry, text]) => find(text)?.entry.id === entry)).toBe(true);
    expect(certain.length).toBeGreaterThanOrEqual(12);
    expect(proposed.length).toBeGreaterThanOrEqual(17);
  });

  it('takes the same time for a mail of any length', async () => {
    for (const text of ['How long does delivery take and '.repeat(20_000), 'delivery? '.repeat(20_000)])
      expect(await processorMs(() => find(text))).toBeLessThan(2_000);
  });
});

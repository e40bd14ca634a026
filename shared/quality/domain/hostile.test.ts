import { describe, expect, it } from 'vitest';
import { processorMs } from '../../../test/support/processor-time.ts';
import { contentSchema } from '../contract/content.ts';
import { qualitySettingsSchema } from '../contract/settings.ts';
import { assess } from './assess.ts';
import { readHtml, styleOf } from './html.ts';
import { pairsOf } from './parts/colour.ts';
import { readContent } from './reading.ts';

const settings = qualitySettingsSchema.parse({});
const contentOf = (fields: object) => contentSchema.parse({ type: 'copy', subject: 'News', ...fields });

/** Milliseconds of the processor that one run takes, over as many as its clock needs, which counts in hundredths of a second. */
async function timeOf(run: () => unknown): Promise<number> {
  let runs = 0;
  let taken = 0;
  for (; taken < 100; runs += 1) taken += await processorMs(run);
  return taken / runs;
}

/** Four times the input takes about four times the time, and sixteen times where something looks anew from each place. */
describe('time grows as the input does, for', () => {
  it.each([
    ['runs of marks', '', '?'],
    ['brackets without an end', '', '(see '],
    ['slots without an end', '', '[your '],
    ['lines of blanks', '', ' \n'],
    ['empty lines', '', '\n'],
    ['marks within a link', 'https:', '!'],
    ['capitals', '', 'ABCD '],
  ])(
    '%s',
    async (_, head, piece) => {
      const [field, most] = head === '' ? ['html', 60_000] : ['text', 20_000];
      const timeFor = (size: number): Promise<number> => {
        const text = `We write to you. ${head}${piece.repeat(Math.floor((size - 40) / piece.length))}a`;
        const content = contentOf({ [field]: text });
        return timeOf(() => assess(content, settings));
      };
      expect((await timeFor(most)) / (await timeFor(most / 4))).toBeLessThan(10);
    },
    30_000,
  );
});

describe('styles', () => {
  const html = `<div style="color:#000;background:#fff">${'<p style="color:#111">a</p>'.repeat(20)}</div>`;

  it('are read once for an element, and pairs once for a reading', () => {
    const [element] = readHtml(html).elements;
    if (!element) throw new Error('There is no element.');
    expect(styleOf(element)).toBe(styleOf(element));
    const reading = readContent(contentOf({ html }));
    expect(pairsOf(reading)).toBe(pairsOf(reading));
    expect(pairsOf(reading)).toHaveLength(21);
  });
});

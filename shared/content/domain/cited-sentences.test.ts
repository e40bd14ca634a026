import { describe, expect, it } from 'vitest';
import { citable } from './cited-sentences.ts';
import { renderParts } from './render-parts.ts';

const RETURNS = 'Returns are free within 30 days.';
const render = (paragraphs: readonly string[], cited: readonly string[], facts = {}) =>
  renderParts(
    { layout: [], subject: 'A note', paragraphs, requires: [], cited },
    facts,
    new Date('2026-03-01T00:00:00Z'),
  );
const refusal = (...given: Parameters<typeof render>) => {
  const rendered = render(...given);
  return rendered.ok ? undefined : rendered.detail;
};

describe('a sentence that a passage bears out', () => {
  it('may state what no other sentence may', () => {
    expect(refusal([`Hello. ${RETURNS} Write to us.`], [RETURNS])).toBeUndefined();
    expect(refusal([`Hello. ${RETURNS}`], [])).toContain('"30"');
  });

  it.each([
    ['is only a part of the one in the template', `${RETURNS.slice(0, -1)} or 60.`],
    ['is the template, but for its sense', `It is untrue: ${RETURNS}`],
    ['stands beside another claim', `${RETURNS} Delivery takes 2 days.`],
    ['holds a value', 'Returns are free within {{ purchaseCount }} 30 days.'],
  ])('lets nothing else pass when it %s', (_, paragraph) => {
    const facts = {
      purchaseCount: { value: 1, source: { record: 'r', field: 'f' }, observedOn: '2026-02-01' },
    };
    expect(refusal([paragraph], [RETURNS], facts)).toMatch(/^no fact supports/);
  });

  it('does not join what stood around it', () => {
    expect(refusal(['It saves.', RETURNS, 'Money is time.'], [RETURNS])).toBeUndefined();
    expect(refusal([`It saves. ${RETURNS} You money.`], [RETURNS])).toBeUndefined();
  });

  it('may not be of a kind that no passage proves', () => {
    const praise = 'Many companies return within 30 days.';
    expect(refusal([praise], [praise])).toContain('proof by others');
  });
});

it.each([
  ['Returns  are\nfree.', 'Returns are free.'],
  ['Returns are free. Always.', undefined],
  ['', undefined],
])('cites one whole sentence: %s', (words, sentence) => expect(citable(words)).toBe(sentence));

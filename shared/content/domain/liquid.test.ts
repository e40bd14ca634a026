import { describe, expect, it } from 'vitest';
import { compileLiquid, LiquidRefused, renderLiquid, VALUE_GAP } from './liquid.ts';

describe('compileLiquid', () => {
  it.each([
    ['a filter', '{{ company | upcase }}'],
    ['a printed literal', '{{ "50% off" }}'],
    ['a property', '{{ company.constructor }}'],
    ['a loop', '{% for i in (1..9) %}x{% endfor %}'],
    ['an include', '{% include "/etc/passwd" %}'],
    ['a render', '{% render "/etc/passwd" %}'],
    ['an assignment', '{% assign company = "x" %}'],
    ['raw text', '{% raw %}{{ company }}{% endraw %}'],
    ['an echo', '{% echo company %}'],
    ['the marks of the renderer', 'a\uE001b'],
    ['more than the limit', 'x'.repeat(20_001)],
  ])('refuses %s', (_what, source) => {
    expect(() => compileLiquid([source])).toThrow(LiquidRefused);
  });
});

describe('renderLiquid', () => {
  it('separates the words of the template from the values in it', () => {
    const { parts, ownWords } = renderLiquid(compileLiquid(['Hi {{ firstName }},', 'bye']), {
      firstName: 'Eve',
    });
    expect(parts).toEqual(['Hi Eve,', 'bye']);
    expect(ownWords).toEqual([`Hi ${VALUE_GAP},`, 'bye']);
  });

  it('names the value that is missing', () => {
    const refusal = refusalOf(() => renderLiquid(compileLiquid(['Hi {{ firstName }},']), {}));
    expect(refusal.missingVariable).toBe('firstName');
  });

  it('refuses a condition that swallows the end of its paragraph', () => {
    const template = compileLiquid(['{% if company %}a', 'b{% endif %}']);
    expect(() => renderLiquid(template, {})).toThrow(LiquidRefused);
  });
});

function refusalOf(work: () => unknown): LiquidRefused {
  try {
    work();
  } catch (error) {
    if (error instanceof LiquidRefused) return error;
  }
  throw new Error('it was not refused');
}

import { describe, expect, it } from 'vitest';
import { documentOf, isNumeric, numberOf, partsOf } from './output-parts.ts';

describe('partsOf', () => {
  it('tells single values from lists, in the order of the schema', () => {
    const schema = { properties: { kind: {}, drafts: {}, rates: {} } };
    expect(partsOf({ new: 1, rates: { a: 1 }, drafts: ['One'], kind: 'subject line' }, schema)).toEqual({
      facts: [
        ['kind', 'subject line'],
        ['rates', { a: 1 }],
        ['new', 1],
      ],
      lists: [['drafts', ['One']]],
    });
  });
});

describe('numberOf', () => {
  it.each([
    ['rates', { a: 0.031, b: 0.042 }, 'A 3.1%, B 4.2%'],
    ['interval95', { low: -0.01, high: 0.032 }, '-1 pp to +3.2 pp'],
    ['difference', 0.011, '+1.1 pp'],
    ['pValue', 0.0000012, 'less than 0.001'],
    ['pValue', 0.04, undefined],
    ['score', 12, undefined],
    ['rates', 'none', undefined],
  ])('%s of %j', (name, value, text) => {
    expect(numberOf(name, value)).toBe(text);
  });
});

it('numbers stand below each other only where there is nothing else', () => {
  const rows = [{ name: 'a', score: 1 }, { name: 'b' }];
  expect([isNumeric(rows, 'score'), isNumeric(rows, 'name'), isNumeric(rows, 'none')]).toEqual([
    true,
    false,
    false,
  ]);
});

it('finds the document of a passage, whose id may have dots', () => {
  expect([documentOf('goals.1.0'), documentOf('our.terms.2.14')]).toEqual(['goals', 'our.terms']);
});

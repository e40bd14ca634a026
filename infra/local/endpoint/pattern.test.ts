import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { matchesPattern, pattern } from './pattern.ts';

/**
 * What AWS's own engine, event-ruler 2.1.0, says: one JSON list in a line, `[verdict, pattern, event]`, or
 * `["refused", pattern]`. Made by a generator of patterns and of events that are near to them.
 */
const CASES: [boolean | 'refused', Record<string, unknown>, unknown?][] = readFileSync(
  new URL('pattern.cases.jsonl', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

const casesThatAre = (verdict: boolean | 'refused') =>
  CASES.filter(([known]) => known === verdict).map(([, wanted, event]) => ({ wanted, event }));

describe('event patterns', () => {
  it.each([true, false])('decide %s as the engine of EventBridge does', (verdict) => {
    const cases = casesThatAre(verdict);
    expect(cases.length).toBeGreaterThan(500);
    const wrong = cases.filter(({ wanted, event }) => matchesPattern(wanted, event) !== verdict);
    expect(wrong).toEqual([]);
  });

  it('are refused when EventBridge would not take them', () => {
    const cases = casesThatAre('refused');
    expect(cases.length).toBeGreaterThan(150);
    expect(cases.filter(({ wanted }) => pattern.safeParse(wanted).success)).toEqual([]);
    for (const { wanted } of cases)
      expect(() => matchesPattern(wanted, {}), JSON.stringify(wanted)).toThrow();
  });

  it.each([
    [{}, 'The pattern is empty'],
    [{ detail: {} }, 'Field detail of the pattern is empty'],
    [{ detail: { state: [] } }, 'Field detail.state of the pattern is an empty list'],
    [{ source: 'rex' }, 'Field source of the pattern must be a list'],
    [{ source: [{ prefx: 'rex' }] }, 'Field source of the pattern: "prefx" is no operator'],
    [{ source: [{ wildcard: 'a**b' }] }, 'no two * in a row'],
    [{ $or: [{ source: ['a'] }] }, '$or must be a list of at least two objects'],
    [{ a: [{ numeric: ['>', 5, '<', 1] }] }, 'its bottom is not below its top'],
    [{ a: [{ cidr: '10.0.0.0/33' }] }, 'cidr takes fewer than 32 bits'],
  ])('say what is wrong with them: %j', (wanted, message) => {
    const { error } = pattern.safeParse(wanted);
    expect(error?.issues[0]?.message).toContain(message);
  });
});

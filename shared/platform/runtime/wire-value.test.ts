import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_PROBLEMS } from '../field-problems.ts';
import { jsonProblems, wireProblems } from './wire-value.ts';

const wrong = (json: string): string[] => [
  ...jsonProblems(json, 'body').map(({ path }) => path),
  ...wireProblems(JSON.parse(json), 'body').map(({ path }) => path),
];

describe('the check for values that no record can store', () => {
  it.each([
    ['{"a":1e-131}', 'body.a'],
    ['{"a":-1e-200}', 'body.a'],
    ['{"a":5e-324}', 'body.a'],
    ['{"a":1e126}', 'body.a'],
    ['{"a":[0,1e400]}', 'body.a.1'],
    ['{"a":{"b":["x","\\ud800"]}}', 'body.a.b.1'],
    ['{"a":"\\udc00\\ud800"}', 'body.a'],
    ['{"a":"x\\u0000"}', 'body.a'],
    ['{"__proto__":{"admin":true}}', 'body.__proto__'],
    ['{"a":{"__proto__":1}}', 'body.a.__proto__'],
    ['{"a":{"constructor":{"b":1}}}', 'body.a.constructor'],
    ['{"a":1,"b":{},"a":2}', 'body.a'],
    ['{"a":[{"b":1,"b":1}]}', 'body.a.0.b'],
    ['{"a":1,"\\u0061":1}', 'body.a'],
    ['1e-200', 'body'],
    ['"\\ud83d"', 'body'],
  ])('%s is wrong at %s', (json, path) => {
    expect(wrong(json)).toEqual([path]);
  });

  it.each([
    '{"a":1e-130,"b":9.99e125,"c":0,"d":-0.0}',
    '{"a":{"b":1},"c":{"b":1}}',
    '[{"a":1},{"a":1}]',
    '{"a":"{\\"a\\":1,\\"a\\":2}","b":"\\\\","c":"[[["}',
    '{"a":"💥 \\ud83d\\udca5"}',
    '{"prototype":1,"toString":2}',
    '[]',
    'null',
  ])('%s is fine', (json) => expect(wrong(json)).toEqual([]));

  it('refuses endless nesting without a stack overflow', () => {
    const deep = (n: number) => '['.repeat(n) + ']'.repeat(n);
    expect(jsonProblems(deep(32), 'body')).toEqual([]);
    expect(jsonProblems(deep(33), 'body')).toHaveLength(1);
    expect(jsonProblems(deep(120_000), 'body')).toHaveLength(1);
  });

  it('reports a limited number of faults, however many there are', () => {
    const many = Array.from({ length: 10_000 }, () => '\ud800');
    expect(wireProblems(many, 'body')).toHaveLength(MAX_PROBLEMS);
    expect(jsonProblems(`{${Array.from({ length: 10_000 }, () => '"a":1').join()}}`, 'body')).toHaveLength(
      MAX_PROBLEMS,
    );
  });

  it('accepts everything that JSON.stringify writes for valid plain values', () => {
    const plain = fc.jsonValue({ maxDepth: 5 }).filter((value) => wireProblems(value, '').length === 0);
    fc.assert(
      fc.property(plain, (value) => {
        expect(jsonProblems(JSON.stringify(value), 'body')).toEqual([]);
      }),
    );
  });
});

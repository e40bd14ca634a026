import { describe, expect, it } from 'vitest';
import { changesOf, shown, withAt, withChanges } from './changes.ts';

const base = { a: 1, list: [1, 2], inner: { x: 'one', y: true }, map: { apollo: { burst: 1 } } };

describe('changes of a form', () => {
  it('names each field that differs, and a list as one', () => {
    const after = { ...base, list: [2, 1], inner: { x: 'two', y: true }, map: {} };
    expect(changesOf(base, after)).toEqual([
      { path: ['list'], before: [1, 2], after: [2, 1] },
      { path: ['inner', 'x'], before: 'one', after: 'two' },
      { path: ['map', 'apollo'], before: { burst: 1 }, after: undefined },
    ]);
    expect(changesOf(base, structuredClone(base))).toEqual([]);
  });

  it('puts the changes of one person on top of those of another', () => {
    const mine = changesOf(base, { ...base, inner: { x: 'mine', y: true } });
    const theirs = { ...base, a: 7, inner: { x: 'one', y: false } };
    expect(withChanges(theirs, mine)).toEqual({ ...base, a: 7, inner: { x: 'mine', y: false } });
  });

  it('makes what is missing on the way, and takes fields away', () => {
    expect(withAt({}, ['alerts', 'slack', 'from'], 'warning')).toEqual({
      alerts: { slack: { from: 'warning' } },
    });
    expect(withAt({ a: 1, b: 2 }, ['a'], undefined)).toEqual({ b: 2 });
  });

  it('says values in words', () => {
    expect([undefined, true, [], [1, 5], [{ a: 1 }], 0].map(shown)).toEqual([
      'nothing',
      'yes',
      'none',
      '1, 5',
      '[{"a":1}]',
      '0',
    ]);
  });
});

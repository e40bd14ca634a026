import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeTurns } from './take-turns.ts';

interface Item {
  readonly owner: string;
  readonly n: number;
}
const of = (owner: string, count: number): Item[] => Array.from({ length: count }, (_, n) => ({ owner, n }));
const ownerOf = ({ owner }: Item): string => owner;

describe('takeTurns', () => {
  it('serves the only mission of a quiet workspace before the second of a busy one', () => {
    const order = takeTurns([...of('busy', 1_000), ...of('quiet', 1)], ownerOf, { bound: 50, start: 0 });
    expect(order.slice(0, 2).map(ownerOf)).toEqual(['busy', 'quiet']);
    expect(order).toHaveLength(51);
  });

  it('begins with each owner in turn', () => {
    const items = [...of('a', 3), ...of('b', 3), ...of('c', 3)];
    const firsts = [0, 1, 2, 3].map((start) => takeTurns(items, ownerOf, { bound: 3, start })[0]?.owner);
    expect(firsts).toEqual(['a', 'b', 'c', 'a']);
  });

  it('never lets an owner get two turns ahead of one who is still waiting', () => {
    const items = fc.array(fc.record({ owner: fc.constantFrom('a', 'b', 'c', 'd'), n: fc.nat() }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 9 }), fc.nat(9), (given, bound, start) => {
        const order = takeTurns(given, ownerOf, { bound, start });
        for (let end = 0; end <= order.length; end++) {
          const served = (owner: string) => order.slice(0, end).filter((item) => item.owner === owner).length;
          const owed = (owner: string) =>
            Math.min(bound, given.filter((item) => item.owner === owner).length);
          for (const a of ['a', 'b', 'c', 'd'])
            for (const b of ['a', 'b', 'c', 'd'])
              if (served(b) < owed(b)) expect(served(a) - served(b)).toBeLessThanOrEqual(1);
        }
        expect(new Set(order).size).toBe(order.length);
      }),
    );
  });
});

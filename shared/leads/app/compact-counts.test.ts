import { expect, it } from 'vitest';
import { shortHash } from '../../kernel/ids.ts';
import { CompactCounts } from './compact-counts.ts';

it('counts like a Map, far beyond its first size', () => {
  const [compact, plain] = [new CompactCounts(), new Map<string, number>()];
  for (let n = 0; n < 60_000; n++) {
    const hash = shortHash(String(n % 40_000), 12);
    expect(compact.get(hash)).toBe(plain.get(hash));
    for (const counts of [compact, plain]) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  }
  expect(compact.get(shortHash('1', 12))).toBe(2);
  expect(compact.get(shortHash('39999', 12))).toBe(1);
  expect(compact.get(shortHash('40000', 12))).toBeUndefined();
});

import { describe, expect, it } from 'vitest';
import { tryAll } from './concurrency.ts';

describe('tryAll', () => {
  it('does the rest of the work when a part of it fails, and fails at the end with the first failure', async () => {
    const done: number[] = [];
    const work = tryAll([1, 2, 3, 4], async (n) => {
      if (n % 2 === 0) throw new Error(`${n} is even.`);
      done.push(n);
    });
    await expect(work).rejects.toThrow('2 is even.');
    expect(done).toEqual([1, 3]);
  });

  it('works in turn, and resolves when nothing fails', async () => {
    const seen: string[] = [];
    await tryAll(['a', 'b'], async (name) => {
      seen.push(`${name} begins`);
      await Promise.resolve();
      seen.push(`${name} ends`);
    });
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });
});

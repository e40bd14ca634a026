import { describe, expect, it } from 'vitest';
import { tryAll } from './concurrency.ts';
import { RexError } from './errors.ts';

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

  it.each([
    ['NOT_FOUND', 'RECORD_INVALID', 'VERSION_CONFLICT'],
    ['CONFLICT', 'NOT_FOUND', 'RECORD_INVALID'],
    ['NOT_FOUND', 'GONE', 'NOT_FOUND'],
  ] as const)('of %s, %s and %s fails with the one by which least is lost', async (first, second, third) => {
    const gravest = first === 'NOT_FOUND' && second === 'GONE' ? first : third;
    const work = tryAll([first, second, third], (code) =>
      Promise.reject(new RexError(code, `It is ${code}.`)),
    );
    await expect(work).rejects.toThrow(`It is ${gravest}.`);
  });

  it('tries again what is not named, before what may be dropped', async () => {
    const failures = [new RexError('NOT_FOUND', 'Gone.'), new TypeError('x is not a function')];
    await expect(tryAll(failures, (failure) => Promise.reject(failure))).rejects.toThrow(TypeError);
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

import { describe, expect, it } from 'vitest';
import { mapConcurrent, settleAll, tryAll } from './concurrency.ts';
import { RexError } from './errors.ts';

describe('mapConcurrent', () => {
  it('keeps the order of the results, and never has more than so many calls in flight', async () => {
    let [now, most] = [0, 0];
    const double = async (n: number): Promise<number> => {
      most = Math.max(most, ++now);
      for (let turns = 0; turns < 6 - n; turns++) await Promise.resolve();
      now -= 1;
      return 2 * n;
    };
    expect(await mapConcurrent([1, 2, 3, 4, 5], 2, double)).toEqual([2, 4, 6, 8, 10]);
    expect(most).toBe(2);
  });

  it('begins no other call after a failure, and waits for those in flight', async () => {
    const slow = Promise.withResolvers<void>();
    const [begun, done]: [number[], number[]] = [[], []];
    const work = mapConcurrent([1, 2, 3, 4], 2, async (n) => {
      begun.push(n);
      if (n === 2) throw new Error('No.');
      await slow.promise;
      done.push(n);
    });
    let over = false;
    const told = work.catch((error: Error) => error.message).finally(() => (over = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(over).toBe(false);
    slow.resolve();
    expect(await told).toBe('No.');
    expect([begun, done]).toEqual([[1, 2], [1]]);
  });
});

describe('settleAll', () => {
  it('waits for all, and fails with the gravest of what failed', async () => {
    const slow = Promise.withResolvers<void>();
    const gone = Promise.reject(new RexError('NOT_FOUND', 'Gone.'));
    const again = Promise.reject(new RexError('VERSION_CONFLICT', 'Again.'));
    let over = false;
    const told = settleAll([gone, slow.promise, again]).finally(() => (over = true));
    const failed = expect(told).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(over).toBe(false);
    slow.resolve();
    await failed;
    await settleAll([Promise.resolve(1)]);
  });
});

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

import { describe, expect, it } from 'vitest';
import { anytimeTest } from './anytime.ts';
import { leadsNeeded } from './leads-needed.ts';

const of = (successes: number, trials: number) => ({ successes, trials });

describe('how many leads a test still needs', () => {
  it.each([
    ['a large difference', of(5, 100), of(15, 100)],
    ['a small one', of(17, 111), of(19, 106)],
    ['a small holdout', of(11, 217), of(0, 25)],
  ])('is the number at which it decides when the rates stay: %s', (_, a, b) => {
    const needed = leadsNeeded(a, b) ?? Number.NaN;
    expect(needed).toBeGreaterThan(a.trials + b.trials);
    const at = (leads: number) => {
      const times = leads / (a.trials + b.trials);
      const arm = ({ successes, trials }: typeof a) =>
        of(Math.round(successes * times), Math.round(trials * times));
      return anytimeTest(arm(a), arm(b)).verdict;
    };
    expect(at(needed * 1.1)).not.toBe('no decision yet');
    expect(at(needed * 0.75)).toBe('no decision yet');
  });

  it('is smaller for a larger difference', () => {
    expect(leadsNeeded(of(5, 100), of(15, 100))).toBeLessThan(leadsNeeded(of(5, 100), of(7, 100)) ?? 0);
  });

  it.each([
    ['it has decided', of(10, 1000), of(200, 1000)],
    ['both are alike', of(5, 100), of(5, 100)],
    ['nobody is in one of them', of(0, 0), of(5, 100)],
  ])('is unknown when %s', (_, a, b) => {
    expect(leadsNeeded(a, b)).toBeNull();
  });
});

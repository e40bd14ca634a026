import { describe, expect, it } from 'vitest';
import type { Send } from '../../sending/domain/send.ts';
import { compareVariants } from './analytics.ts';

const LEADS = Array.from({ length: 40 }, (_, n) => `l_${n}`);
const VARIANTS = [
  { variant: 'A', leads: LEADS.slice(0, 20) },
  { variant: 'B', leads: LEADS.slice(20) },
];
const sent = (leadId: string, repliedAt?: string) =>
  ({ leadId, state: 'sent', sentAt: '2026-03-02T09:00:00.000Z', ...(repliedAt && { repliedAt }) }) as Send;

describe('the history of an A/B test', () => {
  const replies: Readonly<Record<string, string>> = {
    l_20: '2026-03-02T23:00:00.000Z',
    l_21: '2026-03-04T08:00:00.000Z',
    l_0: '2026-03-04T23:30:00.000Z',
  };
  const result = compareVariants(
    VARIANTS,
    LEADS.map((lead) => sent(lead, replies[lead])),
  );

  it('has what was known at the end of each day on which something happened, and ends with the result', () => {
    expect(result?.history.map(({ at, difference }) => [at.slice(0, 10), difference])).toEqual([
      ['2026-03-02', 1 / 20],
      ['2026-03-04', 1 / 20],
    ]);
    expect(result?.history.at(-1)).toMatchObject({
      difference: result?.difference,
      confidenceSequence95: result?.confidenceSequence95,
    });
  });

  it('counts a lead who answers twice once, on the first day', () => {
    const twice = compareVariants(VARIANTS, [
      ...LEADS.map((lead) => sent(lead, replies[lead])),
      sent('l_20', '2026-03-05T08:00:00.000Z'),
    ]);
    expect(twice?.history.map(({ difference }) => difference)).toEqual([1 / 20, 1 / 20, 1 / 20]);
  });

  it('is empty while a variant has nobody', () => {
    expect(compareVariants([{ variant: 'A', leads: [] }, ...VARIANTS.slice(1)], [])?.history).toEqual([]);
  });
});

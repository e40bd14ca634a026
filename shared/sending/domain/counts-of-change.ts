import { COUNTED } from '../../engagement/contract/counted.ts';
import type { Counted, SomeCounts } from '../../engagement/domain/hour-counts.ts';
import { type Send, wasSent } from './send.ts';

const MOMENTS = {
  delivered: 'deliveredAt',
  bounced: 'bouncedAt',
  complained: 'complainedAt',
  opened: 'openedAt',
  clicked: 'clickedAt',
  replied: 'repliedAt',
  unsubscribed: 'unsubscribedAt',
  booked: 'bookedAt',
} as const satisfies Partial<Record<Counted, keyof Send>>;

/**
 * What a change of a ledger entry adds to the counts. Each fact counts once, because the entry remembers it; what a later
 * judgement takes for a machine's is taken back.
 */
export function countsOfChange(before: Send, after: Send): SomeCounts {
  const learned = COUNTED.flatMap((name): [Counted, number][] => {
    const moment = name in MOMENTS ? MOMENTS[name as keyof typeof MOMENTS] : undefined;
    const change = moment ? Number(Boolean(after[moment])) - Number(Boolean(before[moment])) : 0;
    return change === 0 ? [] : [[name, change]];
  });
  // The sender counts what the provider accepted. A message without an answer is counted when it turns out to be sent.
  const late = before.state === 'unknown' && wasSent(after) ? { sent: 1 } : {};
  return { ...late, ...Object.fromEntries(learned) };
}

import { reasonWords } from '../../../format/reason-words.ts';
import type { Bar } from '../../../ui/bars.tsx';
import type { Counts, Mission } from './view.ts';

const parts = (
  numbers: Readonly<Record<string, number>>,
  of: { readonly value: number; readonly name: string },
  tone: 'neutral' | 'warn' | 'bad',
): Bar[] =>
  Object.entries(numbers)
    .filter(([, value]) => value > 0)
    .toSorted(([, a], [, b]) => b - a)
    .map(([code, value]) => ({ label: reasonWords(code), value, of, tone, part: true }));

/**
 * Leads from all that were looked at to those who were written to, as far as the mission is. Who is held out is drawn from those
 * who could be written to, so both are shares of them.
 */
export function leadFunnel(
  { leads, selected, holdout, excluded }: NonNullable<Mission['audience']>,
  emailed?: number,
): Bar[] {
  const all = { value: leads, name: 'leads' };
  const eligible = { value: selected + holdout, name: 'in question' };
  return [
    { label: 'Looked at', value: leads },
    { label: 'Left out', value: Math.max(0, leads - eligible.value), of: all, tone: 'neutral' },
    ...parts(excluded, all, 'neutral'),
    { label: 'In question', value: eligible.value, of: all },
    { label: 'Held out', value: holdout, of: eligible, tone: 'neutral' },
    { label: 'Selected', value: selected, of: eligible },
    ...(emailed === undefined
      ? []
      : [{ label: 'Written to', value: emailed, of: { value: selected, name: 'selected' } }]),
  ];
}

/** What of the approved messages neither went out nor was kept back: it is still to come or, at the end, was not needed. */
export function remaining({ approved, sent, unknown, rejected, blocked, blockedBy }: Counts): number {
  // What could not be drafted is not among the approved ones.
  const kept = blocked - (blockedBy['DRAFT_BLOCKED'] ?? 0);
  return Math.max(0, approved - sent - unknown - rejected - kept);
}

/**
 * Messages from their draft to what came of them. The rows below `Approved` down to `Sent` add up to it. Ends that nobody wants
 * are left out while there are none.
 */
export function messageFunnel(counts: Counts, hasEnded: boolean): Bar[] {
  const drafted = { value: counts.drafted, name: 'drafted' };
  const approved = { value: counts.approved, name: 'approved' };
  const sent = { value: counts.sent, name: 'sent' };
  const delivered = { value: counts.delivered, name: 'delivered' };
  const unwanted = (row: Bar): Bar[] => (row.value > 0 ? [{ ...row, part: true }] : []);
  return [
    { label: 'Drafted', value: counts.drafted },
    { label: 'Approved', value: counts.approved, of: drafted },
    ...parts(counts.blockedBy, approved, 'warn'),
    ...parts(counts.rejectedFor, approved, 'bad'),
    ...unwanted({ label: 'Outcome unknown', value: counts.unknown, of: approved, tone: 'warn' }),
    ...unwanted({
      label: hasEnded ? 'No longer needed' : 'Still to come',
      value: remaining(counts),
      of: approved,
      tone: 'neutral',
    }),
    { label: 'Sent', value: counts.sent, of: approved },
    ...unwanted({ label: 'Bounced', value: counts.bounced, of: sent, tone: 'bad' }),
    { label: 'Delivered', value: counts.delivered, of: sent },
    ...unwanted({ label: 'Complained', value: counts.complained, of: delivered, tone: 'bad' }),
    ...unwanted({ label: 'Unsubscribed', value: counts.unsubscribed, of: delivered, tone: 'neutral' }),
    { label: 'Opened', value: counts.opened, of: delivered },
    { label: 'Clicked', value: counts.clicked, of: delivered },
    { label: 'Replied', value: counts.replied, of: delivered },
    { label: 'Booked', value: counts.booked, of: delivered },
  ];
}

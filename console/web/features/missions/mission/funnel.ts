import { wordsOf } from '../../../ui/badge.tsx';
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
    .map(([code, value]) => ({ label: wordsOf(code), value, of, tone, part: true }));

/** Leads from all that were looked at to those who were written to, as far as the mission is. */
export function leadFunnel(
  { leads, selected, holdout, excluded }: NonNullable<Mission['audience']>,
  emailed?: number,
): Bar[] {
  const all = { value: leads, name: 'leads' };
  const left = Math.max(0, leads - selected - holdout);
  return [
    { label: 'Looked at', value: leads },
    { label: 'Left out', value: left, of: all, tone: 'neutral' },
    ...parts(excluded, all, 'neutral'),
    { label: 'Held out', value: holdout, of: all, tone: 'neutral' },
    { label: 'Selected', value: selected, of: all },
    ...(emailed === undefined
      ? []
      : [{ label: 'Written to', value: emailed, of: { value: selected, name: 'selected' } }]),
  ];
}

/** Messages from their draft to what came of them. Ends that nobody wants are left out while there are none. */
export function messageFunnel(counts: Counts): Bar[] {
  const drafted = { value: counts.drafted, name: 'drafted' };
  const approved = { value: counts.approved, name: 'approved' };
  const sent = { value: counts.sent, name: 'sent' };
  const delivered = { value: counts.delivered, name: 'delivered' };
  const unwanted = (row: Bar): Bar[] => (row.value > 0 ? [{ ...row, part: true }] : []);
  return [
    { label: 'Drafted', value: counts.drafted },
    { label: 'Blocked', value: counts.blocked, of: drafted, tone: 'warn' },
    ...parts(counts.blockedBy, drafted, 'warn'),
    { label: 'Approved', value: counts.approved, of: drafted },
    ...parts(counts.rejectedFor, approved, 'bad'),
    { label: 'Sent', value: counts.sent, of: approved },
    ...unwanted({ label: 'Bounced', value: counts.bounced, of: sent, tone: 'bad' }),
    ...unwanted({ label: 'Outcome unknown', value: counts.unknown, of: approved, tone: 'warn' }),
    { label: 'Delivered', value: counts.delivered, of: sent },
    ...unwanted({ label: 'Complained', value: counts.complained, of: delivered, tone: 'bad' }),
    ...unwanted({ label: 'Unsubscribed', value: counts.unsubscribed, of: delivered, tone: 'neutral' }),
    { label: 'Opened', value: counts.opened, of: delivered },
    { label: 'Clicked', value: counts.clicked, of: delivered },
    { label: 'Replied', value: counts.replied, of: delivered },
    { label: 'Booked', value: counts.booked, of: delivered },
  ];
}

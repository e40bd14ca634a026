import type { z } from 'zod';
import type { leadViewSchema } from '../../../../shared/leads/contract/routes.ts';
import { Badge, type Tone, wordsOf, wordsWithin } from '../../ui/badge.tsx';

export type LeadRow = z.output<typeof leadViewSchema>;

export const nameOf = ({ firstName, lastName }: Pick<LeadRow, 'firstName' | 'lastName'>): string =>
  [firstName, lastName].filter(Boolean).join(' ');

const CONSENT_TONES: Readonly<Record<LeadRow['consent'], Tone>> = {
  subscribed: 'good',
  unknown: 'neutral',
  opted_out: 'bad',
};

export const Consent = ({ of: consent }: { readonly of: LeadRow['consent'] }) => (
  <Badge tone={CONSENT_TONES[consent]}>{wordsOf(consent)}</Badge>
);

/** Whether Rex may write to a person now, and why not. */
export function Standing({ of: lead }: { readonly of: LeadRow }) {
  if (lead.suppressed) return <Badge tone="bad">Suppressed: {wordsOf(lead.suppressed.reason)}</Badge>;
  if (lead.held) return <Badge tone="warn">Held: {wordsOf(lead.held.reason)}</Badge>;
  if (lead.notBefore) return <Badge tone="info">Later: {wordsOf(lead.notBefore.because)}</Badge>;
  const closed = Object.keys(lead.suppressedOn);
  if (closed.length > 0) return <Badge tone="warn">Not by {closed.map(wordsWithin).join(', ')}</Badge>;
  return <span className="quiet">–</span>;
}

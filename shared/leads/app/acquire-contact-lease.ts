import { addMs, type Clock } from '../../kernel/clock.ts';
import { retryFrom } from '../../platform/retry-on-conflict.ts';
import { type ContactLease, heldByAnother } from '../domain/contact-lease.ts';
import type { Lead } from '../domain/lead.ts';
import type { LeadStore } from './ports/leads.ts';

export interface AcquireContactLease {
  readonly workspace: string;
  readonly leadId: string;
  /** Which part of Rex, and for what: `<mission>#<step>` for a message, `task:<id>` for a person's task. */
  readonly holder: string;
  readonly forMs: number;
  /** The lead as it was read before, to save a read. */
  readonly known?: Lead;
  /** Asked over the lead as it is now, in the same guarded write: true leaves the person alone. */
  readonly refuses?: (lead: Lead, now: Date) => boolean;
  /** What else is written down with the lease. */
  readonly change?: (lead: Lead, now: Date) => Lead;
}

export type TakenContact =
  | { readonly ok: true; readonly lead: Lead }
  /** Another part of Rex speaks to this person: write down which, and come back after `until`. */
  | { readonly ok: false; readonly because: 'held'; readonly by: ContactLease }
  | { readonly ok: false; readonly because: 'gone' | 'refused' };

/**
 * Takes the right to speak to one person, for a time: of all parts of Rex one has it. Guarded by the version of the
 * lead, so of any number who ask at once one is first, and the others are told who. The same holder may take it
 * again, which makes a repeat harmless. A holder that dies has it until its time is over.
 */
export async function acquireContactLease(
  { leads, clock }: { readonly leads: LeadStore; readonly clock: Clock },
  { workspace, leadId, holder, forMs, known, refuses, change }: AcquireContactLease,
): Promise<TakenContact> {
  const taken = await retryFrom(
    known,
    () => leads.get(workspace, leadId),
    async (lead): Promise<TakenContact> => {
      const now = clock.now();
      const by = heldByAnother(lead, holder, now);
      if (by) return { ok: false, because: 'held', by };
      if (refuses?.(lead, now)) return { ok: false, because: 'refused' };
      const lease = { holder, until: addMs(now, forMs).toISOString() };
      return { ok: true, lead: await leads.save({ ...(change?.(lead, now) ?? lead), lease }) };
    },
  );
  return taken ?? { ok: false, because: 'gone' };
}

import { addMs, type Clock } from '../../kernel/clock.ts';
import { retryFrom } from '../../platform/retry-on-conflict.ts';
import { type ContactLease, heldByAnother } from '../domain/contact-lease.ts';
import type { Lead } from '../domain/lead.ts';
import type { LeadStore } from './ports/leads.ts';

export interface AcquireContactLease {
  readonly workspace: string;
  readonly leadId: string;
  /** The holder of the lease: `<mission>#<step>` for a message, `task:<id>` for a task of a person. */
  readonly holder: string;
  readonly forMs: number;
  /** The lead if it was read already, to save a read. */
  readonly known?: Lead;
  /** Checked on the current lead, within the guarded write: true means that the lease is not taken. */
  readonly refuses?: (lead: Lead, now: Date) => boolean;
  /** Changes of the lead that are written with the lease. */
  readonly change?: (lead: Lead, now: Date) => Lead;
}

export type TakenContact =
  | { readonly ok: true; readonly lead: Lead }
  /** Another part of Rex holds the lease until `until`. */
  | { readonly ok: false; readonly because: 'held'; readonly by: ContactLease }
  | { readonly ok: false; readonly because: 'gone' | 'refused' };

/**
 * Takes the contact lease of a person: the right to speak to them for a time, which at most one part of Rex has. It is
 * guarded by the version of the lead, so of several that ask at once one gets it, and the others get the name of the holder.
 * The same holder may take it again, which makes a repeat harmless. The lease of a holder that dies expires.
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
      return { ok: true, lead: await leads.change(lead, { ...(change?.(lead, now) ?? lead), lease }) };
    },
  );
  return taken ?? { ok: false, because: 'gone' };
}

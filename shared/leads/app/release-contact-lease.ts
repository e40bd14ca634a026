import { retryFrom } from '../../platform/retry-on-conflict.ts';
import type { LeadStore } from './ports/leads.ts';

/**
 * Lets others speak to a person before the lease is over. Harmless when the lease has gone to somebody else
 * meanwhile: only its own is given back. An e-mail does not: its lease is short and the write would cost as much as
 * the sending.
 */
export async function releaseContactLease(
  { leads }: { readonly leads: LeadStore },
  {
    workspace,
    leadId,
    holder,
  }: { readonly workspace: string; readonly leadId: string; readonly holder: string },
): Promise<void> {
  await retryFrom(
    undefined,
    () => leads.get(workspace, leadId),
    async (lead) => {
      if (lead.lease?.holder === holder) await leads.save({ ...lead, lease: undefined });
    },
  );
}

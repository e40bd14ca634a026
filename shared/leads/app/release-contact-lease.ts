import { retryFrom } from '../../platform/retry-on-conflict.ts';
import type { LeadStore } from './ports/leads.ts';

/**
 * Releases a contact lease before it expires. Harmless when another holder has it meanwhile: only the caller's own lease is
 * released. E-mails do not use this, because their lease is short and the write would cost as much as the sending.
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

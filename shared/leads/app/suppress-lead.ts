import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Actor } from '../../kernel/events.ts';
import { retryFrom } from '../../platform/retry-on-conflict.ts';
import type { SuppressionReason } from '../contract/suppressions.ts';
import { type Lead, suppress } from '../domain/lead.ts';
import { entryOf } from '../domain/suppression-list.ts';
import { leadSuppressed } from './lead-events.ts';
import type { LeadStore } from './ports/leads.ts';
import type { SuppressionStore } from './ports/suppressions.ts';

export interface SuppressLeadDeps {
  readonly leads: LeadStore;
  readonly suppressions: SuppressionStore;
  readonly clock: Clock;
}

export interface SuppressLeadInput {
  readonly workspace: string;
  readonly leadId: string;
  readonly reason: SuppressionReason;
  /** The source of the suppression: an API call, a mail. */
  readonly source: string;
  readonly actor: Actor;
  readonly correlationId: string;
}

/**
 * Suppresses a lead permanently, and notes its address in the list of the workspace, first. A lead that is suppressed already
 * keeps its first reason, and nothing is written.
 * @param known the lead, where it was read before
 * @throws RexError NOT_FOUND
 */
export async function suppressLead(
  { leads, suppressions, clock }: SuppressLeadDeps,
  input: SuppressLeadInput,
  known?: Lead,
): Promise<Lead> {
  const suppressed = await retryFrom(
    known,
    () => leads.get(input.workspace, input.leadId),
    async (lead) => {
      const now = clock.now();
      const next = suppress(lead, input.reason, input.source, now);
      if (next === lead) return lead;
      await suppressions.note([entryOf(next)]);
      return leads.save(next, [leadSuppressed(next, input, now)]);
    },
  );
  if (!suppressed) throw new RexError('NOT_FOUND', `There is no lead ${input.leadId}.`);
  return suppressed;
}

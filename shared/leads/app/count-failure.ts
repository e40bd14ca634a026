import type { Clock } from '../../kernel/clock.ts';
import type { Actor } from '../../kernel/events.ts';
import type { BounceReason } from '../../mail/domain/bounce-severity.ts';
import { retryFrom } from '../../platform/retry-on-conflict.ts';
import { type Lead, suppress } from '../domain/lead.ts';
import { countSoftBounce } from '../domain/soft-bounces.ts';
import { leadSuppressed } from './lead-events.ts';
import type { LeadStore } from './ports/leads.ts';

export interface FailedDelivery {
  readonly reason: BounceReason;
  readonly at: Date;
  /** What told of it; the same again is not counted. */
  readonly source: string;
  readonly actor: Actor;
  readonly correlationId: string;
}

/**
 * Counts a delivery that failed and may succeed another time, where such failures add up; says whether the address now
 * counts as dead, in which case its lead is suppressed.
 */
export async function countFailure(
  { leads, clock }: { readonly leads: LeadStore; readonly clock: Clock },
  known: Lead,
  { reason, at, source, actor, correlationId }: FailedDelivery,
): Promise<boolean> {
  const isDead = await retryFrom(
    known,
    () => leads.get(known.workspace, known.id),
    async (lead) => {
      const counted = countSoftBounce(lead, { at: at.toISOString(), reason, source });
      const now = clock.now();
      const next = counted.dead ? suppress(counted.lead, 'hard_bounce', source, now) : counted.lead;
      const isNew = next.suppression !== lead.suppression;
      const told = isNew ? [leadSuppressed(next, { actor, correlationId }, now)] : [];
      if (next !== lead) await leads.save(next, told);
      return counted.dead;
    },
  );
  return isDead ?? false;
}

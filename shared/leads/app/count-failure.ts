import type { Actor } from '../../kernel/events.ts';
import type { BounceReason } from '../../mail/domain/bounce-severity.ts';
import { retryFrom } from '../../platform/retry-on-conflict.ts';
import { type Lead, suppress } from '../domain/lead.ts';
import { countSoftBounce } from '../domain/soft-bounces.ts';
import { entryOf } from '../domain/suppression-list.ts';
import { leadSuppressed } from './lead-events.ts';
import type { SuppressLeadDeps } from './suppress-lead.ts';

export interface FailedDelivery {
  readonly reason: BounceReason;
  readonly at: Date;
  /** Id of the report, so that a repeat is not counted. */
  readonly source: string;
  readonly actor: Actor;
  readonly correlationId: string;
}

/**
 * Counts a soft bounce, if its reason is one that adds up. When the address now counts as dead, its lead is suppressed, and
 * returned as it is then.
 */
export async function countFailure(
  { leads, suppressions, clock }: SuppressLeadDeps,
  known: Lead,
  { reason, at, source, actor, correlationId }: FailedDelivery,
): Promise<Lead | undefined> {
  return retryFrom(
    known,
    () => leads.get(known.workspace, known.id),
    async (lead) => {
      const counted = countSoftBounce(lead, { at: at.toISOString(), reason, source });
      const now = clock.now();
      const next = counted.dead ? suppress(counted.lead, 'hard_bounce', source, now) : counted.lead;
      const isNew = next.suppression !== lead.suppression;
      if (isNew) await suppressions.note([entryOf(next)]);
      const told = isNew ? [leadSuppressed(next, { actor, correlationId }, now)] : [];
      const saved = next === lead ? lead : await leads.save(next, told);
      return counted.dead ? saved : undefined;
    },
  );
}

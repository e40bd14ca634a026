import { REX, type RexEvent } from '../events.ts';
import type { Lead, SuppressionReason } from './lead.ts';

/** Numbered by the version that the lead gets when it is saved with it. Carries no address. */
export const suppressionEvent = (
  lead: Lead,
  reason: SuppressionReason,
  source: string,
  now: Date,
): RexEvent => ({
  id: `${lead.id}:${lead.version + 1}`,
  name: 'lead.suppressed',
  schemaVersion: 1,
  channel: 'system',
  workspace: lead.workspace,
  aggregate: { type: 'LEAD', id: lead.id },
  sequence: lead.version + 1,
  correlationId: lead.id,
  actor: REX,
  at: now.toISOString(),
  data: { leadId: lead.id, reason, source },
});

import { type Actor, REX, type RexEvent } from '../../domain/events.ts';
import type { ImportRecord } from '../../domain/leads/import-record.ts';
import type { Lead } from '../../domain/leads/lead.ts';
import { newId } from '../../kernel/ids.ts';

/** Told once, by the save that ends the import. `record` is the record before that save. */
export const importEnded = (record: ImportRecord, now: Date): RexEvent => ({
  id: newId('e', now),
  name: record.state === 'FAILED' ? 'lead.import-failed' : 'lead.import-completed',
  schemaVersion: 1,
  channel: record.state === 'FAILED' ? 'errors' : 'system',
  workspace: record.workspace,
  aggregate: { type: 'IMPORT', id: record.id },
  sequence: record.version + 1,
  correlationId: record.id,
  actor: REX,
  at: now.toISOString(),
  data: { kind: record.kind, reason: record.reason ?? null, counts: record.counts },
});

/** Without the address: events are logged and pushed to screens. `lead` is the record before the save. */
export const leadSuppressed = (
  lead: Lead,
  cause: { readonly actor: Actor; readonly correlationId: string },
  now: Date,
): RexEvent => ({
  id: newId('e', now),
  name: 'lead.suppressed',
  schemaVersion: 1,
  channel: 'system',
  workspace: lead.workspace,
  aggregate: { type: 'LEAD', id: lead.id },
  sequence: lead.version + 1,
  correlationId: cause.correlationId,
  actor: cause.actor,
  at: now.toISOString(),
  data: { reason: lead.suppression?.reason ?? null, source: lead.suppression?.source ?? null },
});

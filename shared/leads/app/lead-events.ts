import { type Actor, newEvent, REX, type RexEvent } from '../../kernel/events.ts';
import { leadEvents } from '../contract/events.ts';
import type { ImportRecord } from '../domain/import-record.ts';
import type { Lead } from '../domain/lead.ts';

/** Written once, with the save that ends the import. `record` is the record before that save. */
export const importEnded = (record: ImportRecord, now: Date): RexEvent =>
  newEvent(
    leadEvents,
    record.state === 'FAILED' ? 'lead.import-failed' : 'lead.import-completed',
    {
      about: record.id,
      sequence: record.version + 1,
      workspace: record.workspace,
      correlationId: record.id,
      actor: REX,
      data: { kind: record.kind, reason: record.reason ?? null, counts: record.counts },
    },
    now,
  );

/** Without the address: events are logged and pushed to screens. `lead` is the record before the save. */
export const leadSuppressed = (
  { id, version, workspace, suppression }: Lead,
  cause: { readonly actor: Actor; readonly correlationId: string },
  now: Date,
): RexEvent =>
  newEvent(
    leadEvents,
    'lead.suppressed',
    {
      ...cause,
      about: id,
      sequence: version + 1,
      workspace,
      data: { reason: suppression?.reason ?? null, source: suppression?.source ?? null },
    },
    now,
  );

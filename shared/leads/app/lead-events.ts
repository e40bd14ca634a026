import type { EventData } from '../../kernel/contract/event-contract.ts';
import { type Actor, newEvent, REX, type RexEvent } from '../../kernel/events.ts';
import { leadEvents } from '../contract/events.ts';
import type { ImportRecord } from '../domain/import-record.ts';
import type { Lead } from '../domain/lead.ts';
import type { SuppressionMark } from '../domain/suppression.ts';

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
  { id, version, workspace, suppression, suppressedOn = {} }: Lead,
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
      data: dataOf(suppression, Object.entries(suppressedOn)),
    },
    now,
  );

function dataOf(
  all: SuppressionMark | undefined,
  single: readonly (readonly [string, SuppressionMark])[],
): EventData<typeof leadEvents, 'lead.suppressed'> {
  const mark = all ?? single.map(([, each]) => each).toSorted((a, b) => (a.at < b.at ? 1 : -1))[0];
  return {
    reason: mark?.reason ?? null,
    source: mark?.source ?? null,
    ...(all ? {} : { channels: single.map(([channel]) => channel) }),
  };
}

import { addMs } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { ImportRef } from '../contract/file-key.ts';
import { parseCsvPart } from '../domain/csv.ts';
import { decodeAs } from '../domain/decode.ts';
import { type ImportRecord, indexPageOf } from '../domain/import-record.ts';
import type { ErasedNameOf } from '../domain/suppression-list.ts';
import { importLeadRows } from './import-lead-rows.ts';
import { importOrderRows } from './import-order-rows.ts';
import type { LeadStore } from './ports/leads.ts';
import type { SuppressionStore } from './ports/suppressions.ts';
import { type ImportDeps, STUCK_AFTER_MS } from './start-import.ts';

/** An index is written each time that it moves, so it moves only when half of it is over. */
function dueAfter({ dueAt }: ImportRecord, now: Date): Date | undefined {
  const isFar = dueAt !== undefined && new Date(dueAt) > addMs(now, STUCK_AFTER_MS / 2);
  return isFar ? undefined : addMs(now, STUCK_AFTER_MS);
}

const IMPORTER_OF = { leads: importLeadRows, orders: importOrderRows } as const;

export interface ChunkDeps extends ImportDeps {
  readonly leads: LeadStore;
  readonly suppressions: SuppressionStore;
  readonly erasedNameOf?: ErasedNameOf | undefined;
}

/**
 * Imports one chunk, stores its result once, and sends the `finish` message when it was the last. It may die anywhere and run
 * again.
 * @throws RexError NOT_FOUND, RECORD_INVALID
 */
export async function importChunk(deps: ChunkDeps, ref: ImportRef & { chunk: number }): Promise<void> {
  const { workspace, importId, chunk } = ref;
  const record = await deps.imports.get(workspace, importId);
  if (!record) throw new RexError('NOT_FOUND', `There is no import ${importId}.`);
  const { format, chunks = 0 } = record;
  if (record.state !== 'RUNNING' || !format) return;
  const [finished] = await deps.imports.chunkResults(workspace, importId, [chunk]);
  if (!finished) {
    const plan = await deps.imports.getPlan(workspace, importId, chunk);
    if (!plan) throw new RexError('RECORD_INVALID', `Import ${importId} has no plan of chunk ${chunk}.`);
    const text = decodeAs(await deps.files.read(record.fileKey, plan), format.encoding);
    const layout = {
      delimiter: format.delimiter,
      columns: format.header.length,
      firstRow: plan.firstRow,
    };
    const now = deps.clock.now();
    const { counts, rejections, notes, created } = await IMPORTER_OF[record.kind](deps, {
      record,
      format,
      chunk,
      rows: parseCsvPart(text, layout),
      repeats: plan.repeats,
      now,
    });
    await deps.imports.finishChunk(
      { workspace, importId, chunk, version: 1, counts, rejections: [...rejections], notes: [...notes] },
      created.length > 0 ? { page: indexPageOf(importId, chunk), leads: created } : undefined,
      dueAfter(record, now),
    );
  }
  const after = await deps.imports.get(workspace, importId);
  // Those that end at the same time all see the last count: the one that made it says so.
  if (after?.state === 'RUNNING' && after.done >= chunks && (after.lastChunk ?? chunk) === chunk) {
    await deps.queue.send([{ kind: 'finish', workspace, importId }]);
  }
}

import { addMs } from '../../kernel/clock.ts';
import type { ImportRef } from '../contract/file-key.ts';
import { failImport, type ImportDeps, STUCK_AFTER_MS, sendUnfinished } from './start-import.ts';

/** Tries in an hour without progress. The dead-letter queue has the error of a failed chunk. */
const MAX_RESUMES = 12;

/**
 * Resumes an import that is due in the work index, because the notification of its upload or one of its messages was lost. The
 * import ends as FAILED when nothing was uploaded, or when this has not helped for an hour.
 */
export async function resumeImport(deps: ImportDeps, ref: ImportRef): Promise<void> {
  const record = await deps.imports.get(ref.workspace, ref.importId);
  const now = deps.clock.now();
  if (!record?.dueAt || new Date(record.dueAt) > now) return;
  if (record.state === 'AWAITING_UPLOAD' && (await deps.files.size(record.fileKey)) === undefined) {
    await failImport(deps, record, 'No file was uploaded.');
    return;
  }
  if (record.resumed >= MAX_RESUMES) {
    const reason = `It made no progress after ${record.done} of ${record.chunks ?? 0} parts of the file.`;
    await failImport(deps, record, reason);
    return;
  }
  const resumed = await deps.imports.save({
    ...record,
    resumed: record.resumed + 1,
    dueAt: addMs(now, STUCK_AFTER_MS).toISOString(),
  });
  // Whoever sweeps has not the time to read a large file.
  if (resumed.state === 'AWAITING_UPLOAD') await deps.queue.send([{ kind: 'start', ...ref }]);
  else await sendUnfinished(deps, resumed);
}

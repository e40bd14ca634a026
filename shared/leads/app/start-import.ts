import { addMs, type Clock, MINUTE } from '../../kernel/clock.ts';
import { chunksOf } from '../../kernel/concurrency.ts';
import { RexError } from '../../kernel/errors.ts';
import type { FileStore } from '../../platform/ports/files.ts';
import type { ImportRef } from '../contract/file-key.ts';
import { MAX_IMPORT_BYTES } from '../contract/routes.ts';
import type { ChunkPlan, ImportRecord } from '../domain/import-record.ts';
import { importEnded } from './lead-events.ts';
import { type ImportPlan, planImport } from './plan-import.ts';
import type { ImportStore } from './ports/imports.ts';
import type { ImportQueue } from './ports/queues.ts';

/** Time without progress after which the sweep resumes an import. */
export const STUCK_AFTER_MS = 5 * MINUTE;
/** Chunks whose plans, or results with all their rejections, are in memory at the same time. */
const AT_ONCE = 100;

export interface ImportDeps {
  readonly imports: ImportStore;
  readonly files: FileStore;
  readonly queue: ImportQueue;
  readonly clock: Clock;
}

/**
 * Decides the chunks and sends one message for each. A repeat for a running import sends the messages of
 * the unfinished chunks, because the earlier start may have died between record and queue.
 * @throws RexError NOT_FOUND
 */
export async function startImport(deps: ImportDeps, ref: ImportRef): Promise<void> {
  const record = await deps.imports.get(ref.workspace, ref.importId);
  if (!record) throw new RexError('NOT_FOUND', `There is no import ${ref.importId}.`);
  if (record.state === 'RUNNING') return sendUnfinished(deps, record);
  if (record.state !== 'AWAITING_UPLOAD') return;
  const plan = await readPlan(deps, record);
  if (plan instanceof RexError) {
    await failImport(deps, record, plan.message);
    return;
  }
  await putPlans(deps, record, plan);
  const running = await deps.imports.save({
    ...record,
    state: 'RUNNING',
    format: plan.format,
    chunks: plan.count,
    dueAt: addMs(deps.clock.now(), STUCK_AFTER_MS).toISOString(),
  });
  await sendUnfinished(deps, running);
}

/** A repeat writes the same, because a plan depends only on the file. */
async function putPlans(
  { imports }: Pick<ImportDeps, 'imports'>,
  { workspace, id }: ImportRecord,
  { chunks }: ImportPlan,
): Promise<void> {
  let first = 0;
  let some: ChunkPlan[] = [];
  for await (const chunk of chunks) {
    some.push(chunk);
    if (some.length < AT_ONCE) continue;
    await imports.putPlans(workspace, id, { first, plans: some });
    first += some.length;
    some = [];
  }
  await imports.putPlans(workspace, id, { first, plans: some });
}

/** Sends the messages that a running import still needs: its unfinished chunks, or the finish. */
export async function sendUnfinished(
  { imports, queue }: Pick<ImportDeps, 'imports' | 'queue'>,
  { workspace, id, chunks = 0, done }: ImportRecord,
): Promise<void> {
  if (done >= chunks) {
    await queue.send([{ kind: 'finish', workspace, importId: id }]);
    return;
  }
  const all = Array.from({ length: chunks }, (_, chunk) => chunk);
  for (const some of chunksOf(all, AT_ONCE)) {
    const results = done === 0 ? [] : await imports.chunkResults(workspace, id, some);
    const unfinished = some.filter((_, n) => results[n] === undefined);
    await queue.send(unfinished.map((chunk) => ({ kind: 'chunk', workspace, importId: id, chunk })));
  }
}

export async function failImport(
  { imports, clock }: Pick<ImportDeps, 'imports' | 'clock'>,
  record: ImportRecord,
  reason: string,
): Promise<void> {
  const now = clock.now();
  const failed: ImportRecord = {
    ...record,
    state: 'FAILED',
    reason,
    dueAt: undefined,
    finishedAt: now.toISOString(),
  };
  await imports.save(failed, [importEnded(failed, now)]);
}

/** The plan, or why the file cannot be imported. Any other failure is thrown and retried. */
async function readPlan(
  { files }: Pick<ImportDeps, 'files'>,
  record: ImportRecord,
): Promise<ImportPlan | RexError> {
  const size = await files.size(record.fileKey);
  if (size === undefined) throw new RexError('NOT_FOUND', `The file of import ${record.id} is missing.`);
  if (size > MAX_IMPORT_BYTES) {
    return new RexError('PAYLOAD_TOO_LARGE', `The file has ${size} bytes; ${MAX_IMPORT_BYTES} are allowed.`);
  }
  if (size === 0) return new RexError('VALIDATION_FAILED', 'The file is empty (0 bytes).');
  try {
    return await planImport({ size, read: (range) => files.read(record.fileKey, range) }, record);
  } catch (error) {
    if (error instanceof RexError && error.code === 'VALIDATION_FAILED') return error;
    throw error;
  }
}

import { type ImportCounts, leadRoutes } from '../../../shared/leads/contract/routes.ts';
import { type Connection, call } from '../api-client.ts';
import { CliError } from '../cli-error.ts';
import { createImport, finishImport, readUpload, upload } from '../import-file.ts';
import { showImportProgress } from '../import-text.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { DemoRecord, ImportState } from './demo-state.ts';

/**
 * Imports the file of a kind, or goes on with the import that an earlier run began. Uploading twice does no harm: the
 * import knows its rows.
 * @throws CliError IMPORT_FAILED
 */
export async function importOnce(
  kind: 'leads' | 'orders',
  { record, connection, terminal, signal }: ImportOnce,
): Promise<ImportCounts> {
  const known = record.state.imports[kind];
  if (known?.counts) return known.counts;
  const file = record.state.inputs[kind];
  const remember = (state: ImportState) =>
    record.update({ imports: { ...record.state.imports, [kind]: state } });

  const begun = known && (await stillUsable(connection, known)) ? known : await begin();
  async function begin(): Promise<ImportState> {
    const created = await createImport(connection, { kind, file });
    const state = { id: created.import.id, form: created.upload };
    await remember(state);
    return state;
  }

  const before = await call(connection, leadRoutes.getImport, { params: { id: begun.id } });
  if (before.state === 'AWAITING_UPLOAD') await upload(begun.form, await readUpload(file), signal);
  const finished = await finishImport(connection, begun.id, {
    signal,
    onProgress: (view) => showImportProgress(terminal, view),
  });
  terminal.settle();
  if (finished.state === 'FAILED') {
    throw new CliError('IMPORT_FAILED', `${file} could not be imported. ${finished.reason ?? ''}`.trim());
  }
  await remember({ ...begun, counts: finished.counts });
  return finished.counts;
}

interface ImportOnce {
  readonly record: DemoRecord;
  readonly connection: Connection;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/** Not when it still waits for a file that its form may no longer bring: then a new import takes its place. */
async function stillUsable(connection: Connection, { id, form }: ImportState): Promise<boolean> {
  const { state } = await call(connection, leadRoutes.getImport, { params: { id } });
  return state === 'AWAITING_UPLOAD' ? Date.parse(form.expiresAt) > Date.now() : state !== 'FAILED';
}

import { type ImportCounts, leadRoutes } from '../../../shared/leads/contract/routes.ts';
import { type Connection, call } from '../api-client.ts';
import { CliError } from '../cli-error.ts';
import { createImport, finishImport, readUpload, upload } from '../import-file.ts';
import { showImportProgress } from '../import-text.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { DemoRecord, ImportState } from './demo-state.ts';

/** The files of a demo: what it began with, and what was bought during its mission. */
const KINDS = { leads: 'leads', orders: 'orders', purchases: 'orders' } as const;
type DemoFile = keyof typeof KINDS;

/**
 * Imports a file, or goes on with the import that an earlier run began. Uploading twice does no harm: the
 * import knows its rows.
 * @throws CliError IMPORT_FAILED
 */
export async function importOnce(
  name: DemoFile,
  file: string,
  { record, connection, terminal, signal }: ImportOnce,
): Promise<ImportCounts> {
  const known = record.state.imports[name];
  if (known?.counts) return known.counts;
  const remember = (state: ImportState) =>
    record.update({ imports: { ...record.state.imports, [name]: state } });

  const begun = known && (await stillUsable(connection, known)) ? known : await begin();
  async function begin(): Promise<ImportState> {
    const created = await createImport(connection, { kind: KINDS[name], file });
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

export interface ImportOnce {
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

import type { z } from 'zod';
import { addMs, type Clock, MINUTE } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import type { FileStore } from '../../platform/ports/files.ts';
import { importFileKey } from '../contract/file-key.ts';
import { type leadRoutes, MAX_IMPORT_BYTES } from '../contract/routes.ts';
import { checkMapping } from '../domain/import-fields.ts';
import { type ImportRecord, NO_COUNTS } from '../domain/import-record.ts';
import { importView } from './import-view.ts';
import type { ImportStore } from './ports/imports.ts';

/** The upload form is valid for 15 minutes. After that the sweep checks whether the notification of an upload was lost. */
const UPLOAD_WAIT_MS = 20 * MINUTE;

type CreatedImport = (typeof leadRoutes)['createImport']['success']['schema'];

export interface CreateImportInput {
  readonly workspace: string;
  readonly subject: string;
  readonly body: z.infer<(typeof leadRoutes)['createImport']['body']>;
}

/** @throws RexError VALIDATION_FAILED when the mapping names a field that this kind of file does not have */
export async function createImport(
  deps: { readonly imports: ImportStore; readonly files: FileStore; readonly clock: Clock },
  { workspace, subject, body }: CreateImportInput,
): Promise<z.infer<CreatedImport>> {
  checkMapping(body.kind, body.mapping);
  const now = deps.clock.now();
  const id = newId('i', now);
  const record: ImportRecord = {
    workspace,
    id,
    version: 1,
    ...body,
    fileKey: importFileKey(workspace, id),
    state: 'AWAITING_UPLOAD',
    done: 0,
    counts: NO_COUNTS,
    notes: [],
    dueAt: addMs(now, UPLOAD_WAIT_MS).toISOString(),
    resumed: 0,
    createdAt: now.toISOString(),
    createdBy: subject,
  };
  const form = await deps.files.uploadForm(record.fileKey, MAX_IMPORT_BYTES);
  await deps.imports.create(record);
  return { import: importView(record), upload: { ...form, expiresAt: form.expiresAt.toISOString() } };
}

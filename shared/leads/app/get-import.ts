import { RexError } from '../../kernel/errors.ts';
import type { ImportRef } from '../contract/file-key.ts';
import type { ImportView } from '../contract/routes.ts';
import { importView } from './import-view.ts';
import type { ImportStore } from './ports/imports.ts';

/** While the import runs, the counts are those of the finished chunks. @throws RexError NOT_FOUND */
export async function getImport(
  { imports }: { readonly imports: ImportStore },
  { workspace, importId }: ImportRef,
): Promise<ImportView> {
  const record = await imports.get(workspace, importId);
  if (!record) throw new RexError('NOT_FOUND', `There is no import ${importId}.`);
  return importView(record);
}

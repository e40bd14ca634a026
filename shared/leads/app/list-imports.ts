import * as z from 'zod';
import { importIdSchema } from '../../kernel/contract/common.ts';
import { decodeCursor, encodeCursor } from '../../platform/cursor.ts';
import type { ImportView } from '../contract/routes.ts';
import { importView } from './import-view.ts';
import type { ImportStore } from './ports/imports.ts';

const positionSchema = z.strictObject({ after: importIdSchema });

/** Newest first. @throws RexError VALIDATION_FAILED for a foreign cursor */
export async function listImports(
  { imports }: { readonly imports: ImportStore },
  input: { readonly workspace: string; readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ imports: ImportView[]; cursor: string | null }> {
  const position = input.cursor === undefined ? undefined : decodeCursor(input.cursor, positionSchema);
  const page = await imports.list(input.workspace, { limit: input.limit, cursor: position?.after });
  return {
    imports: page.imports.map(importView),
    cursor: page.cursor === null ? null : encodeCursor({ after: page.cursor }),
  };
}

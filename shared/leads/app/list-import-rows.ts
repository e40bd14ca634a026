import * as z from 'zod';
import { RexError } from '../../kernel/errors.ts';
import { decodeCursor, encodeCursor } from '../../platform/cursor.ts';
import type { ImportRef } from '../contract/file-key.ts';
import type { LookAlikes, Rejection } from '../domain/import-record.ts';
import type { ImportStore } from './ports/imports.ts';

/** `chunk` equals the number of chunks when all rejections were listed; `offset` counts within the chunk. */
const positionSchema = z.strictObject({ chunk: z.int().min(0), offset: z.int().min(0) });
type Position = z.infer<typeof positionSchema>;

const CHUNKS_READ_AT_ONCE = 20;

export interface ImportRows {
  readonly rejections: Rejection[];
  readonly lookAlikes: LookAlikes['groups'];
  readonly cursor: string | null;
}

/**
 * One list with two parts: the rejected rows in the order of the file, then the groups that look alike. While the import runs,
 * the list has what is known so far.
 * @throws RexError NOT_FOUND, VALIDATION_FAILED for a foreign cursor
 */
export async function listImportRows(
  { imports }: { readonly imports: ImportStore },
  input: ImportRef & { readonly limit: number; readonly cursor?: string | undefined },
): Promise<ImportRows> {
  const record = await imports.get(input.workspace, input.importId);
  if (!record) throw new RexError('NOT_FOUND', `There is no import ${input.importId}.`);
  const chunks = record.chunks ?? 0;
  const start: Position =
    input.cursor === undefined ? { chunk: 0, offset: 0 } : decodeCursor(input.cursor, positionSchema);
  const { rejections, next } = await rejectionsFrom(imports, input, chunks, start);
  if (next.chunk < chunks) return { rejections, lookAlikes: [], cursor: encodeCursor(next) };

  const pages = await imports.lookAlikes(input.workspace, input.importId);
  const groups = pages.flatMap((page) => page.groups).slice(0, record.counts.flagged);
  const end = next.offset + input.limit - rejections.length;
  return {
    rejections,
    lookAlikes: groups.slice(next.offset, end),
    cursor: end < groups.length ? encodeCursor({ chunk: chunks, offset: end }) : null,
  };
}

async function rejectionsFrom(
  imports: ImportStore,
  { workspace, importId, limit }: ImportRef & { limit: number },
  chunks: number,
  start: Position,
): Promise<{ rejections: Rejection[]; next: Position }> {
  const rejections: Rejection[] = [];
  for (let chunk = start.chunk; chunk < chunks; chunk += CHUNKS_READ_AT_ONCE) {
    const asked = Array.from({ length: Math.min(CHUNKS_READ_AT_ONCE, chunks - chunk) }, (_, n) => chunk + n);
    const results = await imports.chunkResults(workspace, importId, asked);
    for (const [n, result] of results.entries()) {
      const offset = chunk + n === start.chunk ? start.offset : 0;
      const taken = result?.rejections.slice(offset, offset + limit - rejections.length) ?? [];
      rejections.push(...taken);
      const left = (result?.rejections.length ?? 0) - offset - taken.length;
      if (left > 0) return { rejections, next: { chunk: chunk + n, offset: offset + taken.length } };
    }
  }
  return { rejections, next: { chunk: chunks, offset: start.chunk >= chunks ? start.offset : 0 } };
}

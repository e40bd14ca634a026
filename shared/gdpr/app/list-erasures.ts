import * as z from 'zod';
import { decodeCursor, encodeCursor } from '../../platform/cursor.ts';
import type { Erasure } from '../domain/erasure.ts';
import type { ErasureStore } from './ports/erasures.ts';

const positionSchema = z.strictObject({ after: z.string() });

export const erasureView = ({
  id,
  state,
  reason,
  requestedBy,
  requestedAt,
  finishedAt,
  counts,
}: Erasure) => ({
  id,
  state,
  reason,
  requestedBy,
  requestedAt,
  finishedAt: finishedAt ?? null,
  counts,
});

/** In no order of time: their ids are hashes. @throws RexError VALIDATION_FAILED for a foreign cursor */
export async function listErasures(
  { erasures }: { readonly erasures: ErasureStore },
  input: { readonly workspace: string; readonly limit: number; readonly cursor?: string | undefined },
) {
  const position = input.cursor === undefined ? undefined : decodeCursor(input.cursor, positionSchema);
  const page = await erasures.list(input.workspace, { limit: input.limit, cursor: position?.after });
  return {
    erasures: page.erasures.map(erasureView),
    cursor: page.cursor === null ? null : encodeCursor({ after: page.cursor }),
  };
}

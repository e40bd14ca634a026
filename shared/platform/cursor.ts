import type { z } from 'zod';
import { RexError } from '../kernel/errors.ts';

/** Where a list goes on, as opaque text. */
export const encodeCursor = (position: object): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url');

/** @throws RexError VALIDATION_FAILED when the text was not made by `encodeCursor` for this list */
export function decodeCursor<S extends z.ZodType>(cursor: string, schema: S): z.infer<S> {
  const parsed = schema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (parsed.success) return parsed.data;
  throw foreignCursor();
}

export const foreignCursor = (cause?: unknown): RexError =>
  new RexError('VALIDATION_FAILED', 'The cursor is not one that this list gave out.', {
    fields: [{ path: 'query.cursor', message: 'is not a cursor of this list' }],
    cause,
  });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

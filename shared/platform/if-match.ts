import { versionTagSchema } from '../kernel/contract/common.ts';
import { RexError } from '../kernel/errors.ts';

/** The ETag of a version. */
export const versionTag = (version: number): string => `"${version}"`;

/** The version that If-Match names; undefined without the header. @throws RexError VALIDATION_FAILED */
export function checkIfMatch(tag: string | undefined): number | undefined {
  const { error } = versionTagSchema.optional().safeParse(tag);
  if (!error) return tag === undefined ? undefined : Number(tag.slice(1, -1));
  throw new RexError('VALIDATION_FAILED', 'If-Match cannot be used.', {
    fields: error.issues.map(({ message }) => ({ path: 'headers.if-match', message })),
  });
}

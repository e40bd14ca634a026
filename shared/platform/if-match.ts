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

/**
 * Whether a change is of the version that its caller has read, by If-Match (RFC 9110).
 * @throws RexError PRECONDITION_REQUIRED without the header, PRECONDITION_FAILED when it is of another version,
 * VALIDATION_FAILED when it is no ETag
 */
export function demandVersion(tag: string | undefined, version: number): void {
  const named = checkIfMatch(tag);
  if (named === version) return;
  const [code, message] =
    named === undefined
      ? (['PRECONDITION_REQUIRED', 'is needed: the ETag of what you read'] as const)
      : (['PRECONDITION_FAILED', `names version ${named}; it is ${versionTag(version)} now`] as const);
  throw new RexError(code, `The header If-Match ${message}.`, {
    fields: [{ path: 'headers.if-match', message }],
  });
}

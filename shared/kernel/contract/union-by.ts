import * as z from 'zod';

/**
 * A discriminated union of schemas that a loop made. The loop loses the type of each schema, so the caller states the type
 * of the union.
 */
export const unionBy = <U extends z.core.$ZodTypeDiscriminable>(
  field: string,
  options: readonly z.core.$ZodTypeDiscriminable[],
) => z.discriminatedUnion(field, options as [U, ...U[]]);

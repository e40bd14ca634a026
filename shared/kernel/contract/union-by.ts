import * as z from 'zod';

/**
 * A union told apart by a field, of schemas that a loop made. A loop loses which type belongs to which: the caller says
 * what they are together.
 */
export const unionBy = <U extends z.core.$ZodTypeDiscriminable>(
  field: string,
  options: readonly z.core.$ZodTypeDiscriminable[],
) => z.discriminatedUnion(field, options as [U, ...U[]]);

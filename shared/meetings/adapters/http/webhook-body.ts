import * as z from 'zod';
import { fieldProblems, invalid } from '../../../platform/field-problems.ts';

/** @throws RexError VALIDATION_FAILED */
export function jsonBody<S extends z.ZodType>(rawBody: Buffer, schema: S): z.output<S> {
  const parsed = schema.safeParse(parseJson(rawBody));
  if (parsed.success) return parsed.data;
  throw invalid('The body is not what the service sends', fieldProblems(parsed.error, 'body'));
}

function parseJson(rawBody: Buffer): unknown {
  try {
    return JSON.parse(rawBody.toString('utf8'));
  } catch {
    throw invalid('The body is no JSON', [{ path: 'body', message: 'must be JSON' }]);
  }
}

/** Services write instants with any number of decimals, or with an offset. */
export const instantText = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), 'is no instant')
  .transform((text) => new Date(text).toISOString());

import * as z from 'zod';
import { RexError } from '../../kernel/errors.ts';

/**
 * The configuration of a function, parsed once when it starts. An empty variable counts as missing.
 * @throws RexError CONFIG_INVALID that names every variable that is missing or wrong.
 */
export function readEnv<T extends z.ZodRawShape>(
  shape: T,
  source: NodeJS.ProcessEnv = process.env,
): z.output<z.ZodObject<T>> {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = z.object(shape).safeParse(given);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => ({
    path: issue.path.join('.'),
    message: given[String(issue.path[0])] === undefined ? 'is not set' : issue.message,
  }));
  throw new RexError(
    'CONFIG_INVALID',
    `The environment is not complete: ${fields.map((field) => `${field.path} ${field.message}`).join('; ')}.`,
    { fields },
  );
}

import { Logger } from '@aws-lambda-powertools/logger';
import { ERROR_CODES } from '../kernel/errors.ts';
import { currentTrace } from '../kernel/trace.ts';
import { rexErrorOf } from './failure.ts';

/**
 * Structured logs. Log ids, codes and counts; never an address, a name, a subject or a body: logs outlive
 * erasure requests.
 */
export const logger = new Logger({ serviceName: process.env['POWERTOOLS_SERVICE_NAME'] ?? 'rex' });

type Fields = Readonly<Record<string, string | number | boolean>>;

/** Logs a failure once: faults on our side as errors with their stack, everything else as one line. */
export function logFailure(message: string, failure: unknown, fields: Fields = {}): void {
  const error = rexErrorOf(failure);
  const entry = { ...currentTrace(), ...fields, code: error.code, problem: error.message };
  if (ERROR_CODES[error.code].http === 500) logger.error(message, { ...entry, error });
  else logger.warn(message, entry);
}

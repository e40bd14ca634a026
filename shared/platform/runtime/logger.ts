import { Logger } from '@aws-lambda-powertools/logger';
import { ERROR_CODES } from '../../kernel/errors.ts';
import { currentTrace } from '../../kernel/trace.ts';
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
  const entry = {
    ...currentTrace(),
    ...fields,
    code: error.code,
    problem: withoutSecrets(error.message),
  };
  if (ERROR_CODES[error.code].http === 500) logger.error(message, { ...entry, error: described(error) });
  else logger.warn(message, entry);
}

/** Of mail, wherever it stands in a text: messages of errors repeat what people wrote. */
const ADDRESSES = /[^\s@"'<>()[\],;:]{1,64}@[^\s@"'<>()[\],;:]{1,253}/gu;
const DEEPEST_CAUSE = 5;
/** What opens doors, wherever it stands in a text: credentials of HTTP, keys of OpenAI and of AWS. */
const CREDENTIALS = /\b((?:Bearer|Basic)\s+)[\w.~+/=-]{8,}|\b(?:sk-[\w-]{8,}|(?:AKIA|ASIA)[A-Z0-9]{12,})/g;

/**
 * An error with its causes, as far as it is safe to keep: libraries hang the request on their errors, with the headers
 * that authorise it, so nothing but name, code, message and stack is taken over.
 */
function described(error: unknown, depth = 0): Readonly<Record<string, unknown>> | undefined {
  if (!(error instanceof Error) || depth >= DEEPEST_CAUSE) return undefined;
  const { name, message, stack, cause } = error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return {
    name,
    code,
    message: withoutSecrets(message),
    stack: stack === undefined ? undefined : withoutSecrets(stack),
    cause: described(cause, depth + 1),
  };
}

const withoutSecrets = (text: string): string =>
  text
    .replace(CREDENTIALS, (_, scheme: string | undefined) => `${scheme ?? ''}[secret]`)
    .replace(ADDRESSES, (found) => (/node_modules/.test(found) ? found : '[address]'));

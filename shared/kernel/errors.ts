/**
 * Every failure that Rex names. The code is the stable, public part: clients, tests and logs rely on it.
 * `http` is the status at the edge (RFC 9457); `consumer` says what a queue consumer does with a record
 * that failed so: `retry` leaves it on the queue, `drop` acknowledges it (the record can never succeed and
 * nothing is lost by it), `dead-letter` keeps failing until the queue moves it aside for a person.
 */
export const ERROR_CODES = {
  VALIDATION_FAILED: { http: 400, consumer: 'dead-letter', title: 'The request is not valid' },
  MALFORMED_JSON: { http: 400, consumer: 'dead-letter', title: 'The body is not valid JSON' },
  UNAUTHENTICATED: { http: 401, consumer: 'dead-letter', title: 'No valid credentials' },
  FORBIDDEN: { http: 403, consumer: 'dead-letter', title: 'Your role does not allow this' },
  NOT_FOUND: { http: 404, consumer: 'drop', title: 'Not found' },
  METHOD_NOT_ALLOWED: { http: 405, consumer: 'drop', title: 'This path does not accept that method' },
  CONFLICT: { http: 409, consumer: 'drop', title: 'The current state does not allow this' },
  IDEMPOTENCY_MISMATCH: {
    http: 409,
    consumer: 'drop',
    title: 'This Idempotency-Key was used for another request',
  },
  GONE: { http: 410, consumer: 'drop', title: 'No longer available' },
  PRECONDITION_FAILED: {
    http: 412,
    consumer: 'drop',
    title: 'It has changed since you read it; read it again',
  },
  PRECONDITION_REQUIRED: {
    http: 428,
    consumer: 'drop',
    title: 'Say by If-Match which version you have read',
  },
  PAYLOAD_TOO_LARGE: { http: 413, consumer: 'dead-letter', title: 'The body is too large' },
  UNSUPPORTED_MEDIA_TYPE: { http: 415, consumer: 'dead-letter', title: 'The body must be JSON' },
  RATE_LIMITED: { http: 429, consumer: 'retry', title: 'Too many requests' },
  VERSION_CONFLICT: { http: 409, consumer: 'retry', title: 'The record changed meanwhile; read it again' },
  CONFIG_INVALID: { http: 500, consumer: 'dead-letter', title: 'The configuration is not valid' },
  RECORD_INVALID: { http: 500, consumer: 'dead-letter', title: 'A stored record does not match its schema' },
  PROVIDER_UNAVAILABLE: { http: 503, consumer: 'retry', title: 'A provider did not answer' },
  INTERNAL: { http: 500, consumer: 'retry', title: 'Something went wrong on our side' },
} as const satisfies Record<
  string,
  { http: number; consumer: 'retry' | 'drop' | 'dead-letter'; title: string }
>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** One wrong place in an input: `path` in dotted form (`body.params.steps`), and what is wrong with it. */
export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

export interface RexErrorOptions {
  readonly fields?: readonly FieldProblem[];
  readonly cause?: unknown;
  /** Seconds after which trying again may help. */
  readonly retryAfter?: number;
}

/** The only error class that use cases throw: a code, a sentence a person can act on, and the fields at fault. */
export class RexError extends Error {
  readonly code: ErrorCode;
  readonly fields: readonly FieldProblem[];
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, message: string, options: RexErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'RexError';
    this.code = code;
    this.fields = options.fields ?? [];
    this.retryAfter = options.retryAfter;
  }
}

type Consumer = (typeof ERROR_CODES)[ErrorCode]['consumer'];

/** What is not named by Rex is tried again, too. */
const consumerOf = (failure: unknown): Consumer =>
  failure instanceof RexError ? ERROR_CODES[failure.code].consumer : 'retry';

const GRAVITY: readonly Consumer[] = ['retry', 'dead-letter', 'drop'];

/** The one of several failures that decides what becomes of all: what may be dropped takes nothing along that has to come again. */
export const gravestOf = (failures: readonly unknown[]): unknown =>
  failures.toSorted((a, b) => GRAVITY.indexOf(consumerOf(a)) - GRAVITY.indexOf(consumerOf(b)))[0];

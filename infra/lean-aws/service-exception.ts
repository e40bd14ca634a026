import type { HttpAnswer } from './http.ts';
import { type Metadata, metadataOf } from './metadata.ts';

/** What a service answered instead of a result. Its further members lie on the error, as on the SDK's. */
export class ServiceException extends Error {
  readonly $fault: 'client' | 'server';
  readonly $metadata: Metadata;
  declare readonly $retryable?: { readonly throttling?: boolean };

  constructor({ name, message, answer, members }: ExceptionParts) {
    super(message);
    for (const [member, value] of Object.entries(members)) {
      if (value !== undefined && value !== null && !(member in this))
        Object.assign(this, { [member]: value });
    }
    this.name = name;
    this.$fault = answer.status < 500 ? 'client' : 'server';
    this.$metadata = metadataOf(answer.status, answer.headers);
  }
}

export interface ExceptionParts {
  readonly name: string;
  readonly message: string;
  readonly answer: HttpAnswer;
  /** Of the shape of this error. */
  readonly members: Readonly<Record<string, unknown>>;
}

type ExceptionClass = new (parts: ExceptionParts) => ServiceException;

/** The errors of a service: what is not named is of its base class, by its own name. */
export interface Exceptions {
  readonly base: ExceptionClass;
  readonly named?: Readonly<Record<string, ExceptionClass>>;
}

export function exceptionOf({ base, named = {} }: Exceptions, parts: ExceptionParts): ServiceException {
  const Exception = Object.hasOwn(named, parts.name) ? (named[parts.name] ?? base) : base;
  return new Exception(parts);
}

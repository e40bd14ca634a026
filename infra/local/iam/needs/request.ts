import type { Need } from '../policy.ts';

/** What of a request to the endpoint says what it needs. */
export interface AwsRequest {
  readonly operation: string;
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** @throws UnknownNeed for an operation that it does not know: that nobody knows what it takes is no reason to allow it. */
export type NeedsOf = (request: AwsRequest) => readonly Need[];

/** A request whose fields are not of their kinds. */
export class MalformedRequest extends Error {}

export class UnknownNeed extends Error {
  readonly operation: string;

  constructor(operation: string) {
    super(
      `infra/local/iam/needs does not know what ${operation} needs; add it there before a function may use it.`,
    );
    this.operation = operation;
  }
}

import type { IncomingHttpHeaders } from 'node:http';

/** A request of a service's API, with its token verified. */
export interface ApiRequest {
  readonly method: string;
  /** Below the base. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

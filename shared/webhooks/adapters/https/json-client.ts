import type { LookupAddress } from 'node:dns';
import type { IncomingHttpHeaders } from 'node:http';
import type { WebhookTargets } from '../../contract/webhooks.ts';
import { type Fault, faultOf, guardedRequest, retryAfterMsOf, wasNeverSent } from './guarded-request.ts';

const TIMEOUT_MS = 15_000;
/** Executions of n8n come with all their data. */
const MAX_BYTES = 5_000_000;
const FORM = 'application/x-www-form-urlencoded';

export interface JsonClientOptions {
  readonly targets: WebhookTargets;
  readonly timeoutMs?: number;
  readonly resolve?: (host: string) => Promise<LookupAddress[]>;
}

export interface JsonRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** Instead of `json`: a form. */
  readonly form?: Readonly<Record<string, string>>;
  /** Instead of both: bytes, whose type the headers name. */
  readonly bytes?: Uint8Array;
}

export interface Answered {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Undefined when the body is no JSON, or longer than 5 MB. */
  readonly json: unknown;
  readonly retryAfterMs: number | undefined;
}
export type JsonAnswer =
  | Answered
  /** `neverSent`: no connection was opened, so nothing can have arrived. */
  | { readonly kind: 'no-answer'; readonly fault: Fault; readonly neverSent: boolean };

/** Sends and reads JSON, to public addresses only. Never throws for what the other side does. */
export type JsonClient = (request: JsonRequest) => Promise<JsonAnswer>;

export const jsonClient =
  ({ targets, timeoutMs = TIMEOUT_MS, resolve }: JsonClientOptions): JsonClient =>
  async ({ method, url, headers, json, form, bytes }) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const request = {
      method,
      url,
      headers: { accept: 'application/json', 'content-type': form ? FORM : 'application/json', ...headers },
      body: bytes ?? bodyOf(json, form),
    };
    try {
      const answer = await guardedRequest(request, { targets, resolve, maxBytes: MAX_BYTES }, signal);
      return {
        kind: 'answer',
        status: answer.status,
        headers: answer.headers,
        json: parsed(answer.body),
        retryAfterMs: retryAfterMsOf(answer.headers['retry-after']),
      };
    } catch (error) {
      return { kind: 'no-answer', fault: faultOf(error, signal), neverSent: wasNeverSent(error) };
    }
  };

const bodyOf = (json: unknown, form: JsonRequest['form']): string | undefined =>
  form ? String(new URLSearchParams(form)) : json === undefined ? undefined : JSON.stringify(json);

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

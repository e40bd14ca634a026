import { promises as dns, type LookupAddress } from 'node:dns';
import { type IncomingHttpHeaders, request as plainRequest } from 'node:http';
import { type RequestOptions, request as tlsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { WebhookTargets } from '../../contract/webhooks.ts';
import { literalHost, mayReach } from '../../domain/address.ts';

export interface GuardedRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
}

export interface GuardedAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** What came of the body, at least `maxBytes` of a longer one. */
  readonly body: Buffer;
}

export interface Guard {
  readonly targets: WebhookTargets;
  /** true: without TLS as well. What is sent there is nobody's secret. */
  readonly plainHttp?: boolean;
  /** Enough of the answer. */
  readonly maxBytes: number;
  readonly resolve?: ((host: string) => Promise<LookupAddress[]>) | undefined;
}

class AddressNotAllowed extends Error {
  readonly code = 'ADDRESS_NOT_ALLOWED';
}

/**
 * A request over a connection of its own, to an address that a customer gave. It is judged where the connection is opened, on
 * what the name resolves to in that moment: a name that was public when it was checked cannot lead elsewhere later. The lookup
 * function of a request is never called for a host that is an address, so such a host is judged here. Redirects are not
 * followed.
 * @throws AddressNotAllowed, and errors of Node.js with a `code`
 */
export async function guardedRequest(
  { method, url, headers, body }: GuardedRequest,
  guard: Guard,
  signal: AbortSignal,
): Promise<GuardedAnswer> {
  const { targets, maxBytes, plainHttp = targets === 'loopback' } = guard;
  const target = new URL(url);
  const host = literalHost(target);
  if (target.protocol !== 'https:' && !plainHttp) throw new AddressNotAllowed();
  if (host !== undefined && !mayReach(host, targets)) throw new AddressNotAllowed();
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const options: RequestOptions = {
    method,
    headers: { ...headers, ...length },
    agent: false,
    lookup: judged(guard),
    signal,
  };
  return new Promise((resolve, reject) => {
    const open = target.protocol === 'https:' ? tlsRequest : plainRequest;
    const request = open(target, options, (response) => {
      const { statusCode: status = 0, headers: answered } = response;
      const chunks: Buffer[] = [];
      let bytes = 0;
      const done = (): void => {
        resolve({ status, headers: answered, body: Buffer.concat(chunks) });
        response.destroy();
      };
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk.subarray(0, maxBytes));
        bytes += chunk.length;
        if (bytes >= maxBytes) done();
      });
      // The status is known: that the answer ends early changes nothing.
      response.once('close', done);
      response.once('error', done);
    });
    request.once('error', reject);
    request.end(body);
  });
}

const judged =
  ({ targets, resolve = lookUpAll }: Guard): LookupFunction =>
  (host, options, callback) => {
    // Whoever may reach nothing does not tell a resolver what it was after.
    if (targets === 'nowhere') return callback(new AddressNotAllowed(), '');
    resolve(host).then(
      (addresses) => {
        const [first] = addresses;
        if (!first || !addresses.every(({ address }) => mayReach(address, targets))) {
          callback(new AddressNotAllowed(), '');
        } else if (options.all) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    );
  };

const lookUpAll = (host: string): Promise<LookupAddress[]> => dns.lookup(host, { all: true });

/** Seconds, or a date (RFC 9110). */
export function retryAfterMsOf(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}

export type Fault = 'ADDRESS_NOT_ALLOWED' | 'TIMEOUT' | 'NAME_NOT_FOUND' | 'TLS' | 'CONNECTION';

const NAME_CODES = ['ENOTFOUND', 'EAI_AGAIN', 'ENODATA'];
const TLS_CODE = /^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|EPROTO)/;

export function faultOf(error: unknown, signal: AbortSignal): Fault {
  const code = codeOf(error);
  if (code === 'ADDRESS_NOT_ALLOWED') return code;
  if (signal.aborted || code === 'ETIMEDOUT') return 'TIMEOUT';
  if (NAME_CODES.includes(code)) return 'NAME_NOT_FOUND';
  return TLS_CODE.test(code) ? 'TLS' : 'CONNECTION';
}

/** Whether nothing of the request can have arrived: no connection was opened. */
export const wasNeverSent = (error: unknown): boolean =>
  ['ADDRESS_NOT_ALLOWED', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', ...NAME_CODES].includes(
    codeOf(error),
  ) || TLS_CODE.test(codeOf(error));

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

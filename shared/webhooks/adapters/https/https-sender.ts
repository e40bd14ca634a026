import { promises as dns, type LookupAddress } from 'node:dns';
import { request as plainRequest } from 'node:http';
import { type RequestOptions, request as tlsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { WebhookAnswer, WebhookRequest, WebhookSender } from '../../app/ports/webhooks.ts';
import type { WebhookTargets } from '../../contract/webhooks.ts';
import { literalHost, mayReach } from '../../domain/address.ts';

const TIMEOUT_MS = 15_000;
/** What is kept of an answer: enough to see what went wrong. */
const HEAD_CHARS = 200;
const HEAD_BYTES = 1_000;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]+/g;

export interface HttpsSenderOptions {
  readonly targets: WebhookTargets;
  readonly timeoutMs?: number;
  readonly resolve?: (host: string) => Promise<LookupAddress[]>;
}

class AddressNotAllowed extends Error {
  readonly code = 'ADDRESS_NOT_ALLOWED';
}

/**
 * Posts over a connection of its own. The address is judged where the connection is opened, on what the name resolves to
 * in that moment: a name that was public when it was checked cannot lead elsewhere later. The lookup function of a request
 * is never called for a host that is an address, so such a host is judged here.
 */
export class HttpsSender implements WebhookSender {
  private readonly targets: WebhookTargets;
  private readonly timeoutMs: number;
  private readonly resolve: (host: string) => Promise<LookupAddress[]>;

  constructor({ targets, timeoutMs = TIMEOUT_MS, resolve = lookUpAll }: HttpsSenderOptions) {
    this.targets = targets;
    this.timeoutMs = timeoutMs;
    this.resolve = resolve;
  }

  async send(request: WebhookRequest): Promise<WebhookAnswer> {
    const started = performance.now();
    const signal = AbortSignal.timeout(this.timeoutMs);
    const answer = await this.post(request, signal).catch((error: unknown) => ({
      error: errorOf(error, signal),
    }));
    return { ms: Math.round(performance.now() - started), ...answer };
  }

  private async post(
    { url, headers, body }: WebhookRequest,
    signal: AbortSignal,
  ): Promise<Omit<WebhookAnswer, 'ms'>> {
    const target = new URL(url);
    const host = literalHost(target);
    if (target.protocol !== 'https:' && this.targets !== 'loopback') throw new AddressNotAllowed();
    if (host !== undefined && !mayReach(host, this.targets)) throw new AddressNotAllowed();
    const options: RequestOptions = {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      agent: false,
      lookup: this.lookUp,
      signal,
    };
    return new Promise((resolve, reject) => {
      const open = target.protocol === 'https:' ? tlsRequest : plainRequest;
      const request = open(target, options, (response) => {
        const { statusCode: status = 0 } = response;
        const chunks: Buffer[] = [];
        let bytes = 0;
        const done = (): void => {
          const answer = headOf(Buffer.concat(chunks));
          const retryAfterMs = retryAfterOf(response.headers['retry-after']);
          const error = status >= 300 && status < 400 ? 'REDIRECT' : 'HTTP_STATUS';
          resolve({
            status,
            ...(status >= 200 && status < 300 ? {} : { error }),
            ...(answer === '' ? {} : { answer }),
            ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
          });
          response.destroy();
        };
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk.subarray(0, HEAD_BYTES));
          bytes += chunk.length;
          if (bytes >= HEAD_BYTES) done();
        });
        // The status is known: that the answer ends early changes nothing.
        response.once('close', done);
        response.once('error', done);
      });
      request.once('error', reject);
      request.end(body);
    });
  }

  private readonly lookUp: LookupFunction = (host, options, callback) => {
    this.resolve(host).then(
      (addresses) => {
        const [first] = addresses;
        if (!first || !addresses.every(({ address }) => mayReach(address, this.targets))) {
          callback(new AddressNotAllowed(), '');
        } else if (options.all) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    );
  };
}

const lookUpAll = (host: string): Promise<LookupAddress[]> => dns.lookup(host, { all: true });

const headOf = (bytes: Buffer): string =>
  bytes.toString('utf8').replace(CONTROL, ' ').trim().slice(0, HEAD_CHARS).toWellFormed();

/** Seconds, or a date (RFC 9110). */
function retryAfterOf(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}

const NAME_CODES = ['ENOTFOUND', 'EAI_AGAIN', 'ENODATA'];
const TLS_CODE = /^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|EPROTO)/;

function errorOf(error: unknown, signal: AbortSignal): NonNullable<WebhookAnswer['error']> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ADDRESS_NOT_ALLOWED') return code;
  if (signal.aborted || code === 'ETIMEDOUT') return 'TIMEOUT';
  if (NAME_CODES.includes(code)) return 'NAME_NOT_FOUND';
  return TLS_CODE.test(code) ? 'TLS' : 'CONNECTION';
}

import type { LookupAddress } from 'node:dns';
import { oneLine } from '../../../kernel/contract/common.ts';
import type { WebhookAnswer, WebhookRequest, WebhookSender } from '../../app/ports/webhooks.ts';
import type { WebhookTargets } from '../../contract/webhooks.ts';
import { faultOf, guardedRequest, retryAfterMsOf } from './guarded-request.ts';

const TIMEOUT_MS = 15_000;
/** What is kept of an answer: enough to see what went wrong. */
const HEAD_CHARS = 200;
const HEAD_BYTES = 1_000;

export interface HttpsSenderOptions {
  readonly targets: WebhookTargets;
  readonly timeoutMs?: number;
  readonly resolve?: (host: string) => Promise<LookupAddress[]>;
}

export class HttpsSender implements WebhookSender {
  private readonly options: HttpsSenderOptions;

  constructor(options: HttpsSenderOptions) {
    this.options = options;
  }

  async send(request: WebhookRequest): Promise<WebhookAnswer> {
    const started = performance.now();
    const signal = AbortSignal.timeout(this.options.timeoutMs ?? TIMEOUT_MS);
    const answer = await this.post(request, signal).catch((error: unknown) => ({
      error: faultOf(error, signal),
    }));
    return { ms: Math.round(performance.now() - started), ...answer };
  }

  private async post(request: WebhookRequest, signal: AbortSignal): Promise<Omit<WebhookAnswer, 'ms'>> {
    const { targets, resolve } = this.options;
    const guard = { targets, resolve, maxBytes: HEAD_BYTES };
    const { status, headers, body } = await guardedRequest({ ...request, method: 'POST' }, guard, signal);
    const answer = headOf(body);
    const retryAfterMs = retryAfterMsOf(headers['retry-after']);
    const error = status >= 300 && status < 400 ? 'REDIRECT' : 'HTTP_STATUS';
    return {
      status,
      ...(status >= 200 && status < 300 ? {} : { error }),
      ...(answer === '' ? {} : { answer }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    };
  }
}

const headOf = (bytes: Buffer): string => oneLine(bytes.toString('utf8'), HEAD_CHARS);

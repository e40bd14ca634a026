import type { LookupAddress } from 'node:dns';
import { faultOf, guardedRequest } from '../../webhooks/adapters/https/guarded-request.ts';
import type { WebhookTargets } from '../../webhooks/contract/webhooks.ts';
import type { ImageAnswer, Images } from '../app/ports/images.ts';
import type { ImageKind } from '../domain/networks.ts';

const TIMEOUT_MS = 10_000;
const REDIRECTS = 3;

/** By their first bytes, in hexadecimal: what a server says of a file is not believed. */
const MARKS: readonly (readonly [ImageKind, RegExp])[] = [
  ['image/jpeg', /^ffd8ff/],
  ['image/png', /^89504e470d0a1a0a/],
  ['image/gif', /^474946383[79]61/],
  ['image/webp', /^52494646.{8}57454250/],
];

export interface PublicImagesOptions {
  readonly targets: WebhookTargets;
  readonly timeoutMs?: number;
  readonly resolve?: (host: string) => Promise<LookupAddress[]>;
}

/** Every address, also one of a redirect, is judged where its connection is opened. */
export class PublicImages implements Images {
  private readonly options: PublicImagesOptions;

  constructor(options: PublicImagesOptions) {
    this.options = options;
  }

  async read(url: string, most: number): Promise<ImageAnswer> {
    const { targets, resolve, timeoutMs = TIMEOUT_MS } = this.options;
    const not = (outcome: 'refused' | 'unavailable', what: string): ImageAnswer => ({
      kind: 'not',
      outcome,
      reason: `payload.media: ${url} ${what}.`,
    });
    const signal = AbortSignal.timeout(timeoutMs);
    let at = url;
    try {
      for (let hop = 0; hop <= REDIRECTS; hop++) {
        const guard = { targets, resolve, maxBytes: most + 1 };
        const { status, headers, body } = await guardedRequest(
          { method: 'GET', url: at, headers: { accept: 'image/*' } },
          guard,
          signal,
        );
        if (status >= 300 && status < 400 && headers.location && URL.canParse(headers.location, at)) {
          at = new URL(headers.location, at).href;
          continue;
        }
        if (status >= 500 || status === 429) return not('unavailable', `answered ${status}`);
        if (status !== 200) return not('refused', `answered ${status}`);
        if (body.length > most) return not('refused', `is larger than ${most} bytes`);
        const length = Number(headers['content-length'] ?? body.length);
        if (length !== body.length) return not('unavailable', 'was cut off');
        const [kind] = MARKS.find(([, mark]) => mark.test(body.subarray(0, 16).toString('hex'))) ?? [];
        if (!kind) return not('refused', 'is no JPEG, PNG, GIF or WebP');
        return { kind: 'image', image: { url, kind, bytes: body } };
      }
      return not('refused', `redirects more than ${REDIRECTS} times`);
    } catch (error) {
      const fault = faultOf(error, signal);
      return fault === 'ADDRESS_NOT_ALLOWED'
        ? not('refused', 'is no public https address')
        : not('unavailable', `gave no answer (${fault})`);
    }
  }
}

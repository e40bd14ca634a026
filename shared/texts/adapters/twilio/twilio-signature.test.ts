import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import twilio from 'twilio';
import { describe, expect, it } from 'vitest';
import { isFromTwilio } from './twilio-signature.ts';

const DATA = new URL('../../../../../shared/data/webhooks/twilio/vectors.json', import.meta.url);
const FORM = 'application/x-www-form-urlencoded';

interface Vectors {
  readonly auth_token: string;
  readonly default_params: Readonly<Record<string, string>>;
  readonly cases: readonly {
    readonly name: string;
    readonly url: string;
    readonly params?: string;
    readonly raw_body?: string;
    readonly signature: string;
    readonly valid: boolean;
  }[];
}

const vectors: Vectors = existsSync(DATA)
  ? JSON.parse(readFileSync(DATA, 'utf8'))
  : { auth_token: '', default_params: {}, cases: [] };

describe.skipIf(!existsSync(DATA))('signatures of the vectors', () => {
  it.each(vectors.cases)('$name: $valid', ({ url, params, raw_body, signature, valid }) => {
    const form = new URLSearchParams(params === undefined ? {} : vectors.default_params).toString();
    const request = {
      url,
      contentType: params === undefined ? 'application/json' : FORM,
      rawBody: Buffer.from(raw_body ?? form),
      signature,
    };
    expect(isFromTwilio(request, vectors.auth_token)).toBe(valid);
    expect(isFromTwilio(request, 'another token')).toBe(false);
    expect(
      isFromTwilio({ ...request, rawBody: Buffer.from(`${request.rawBody}x`) }, vectors.auth_token),
    ).toBe(false);
  });
});

describe('isFromTwilio', () => {
  const url = 'https://rex.example/webhook/twilio/status?workspace=acme&step=1';
  const word = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' });

  it('agrees with the library of Twilio on valid and on altered requests', () => {
    fc.assert(
      fc.property(fc.dictionary(word, fc.string({ maxLength: 40 })), word, (params, extra) => {
        const signature = twilio.getExpectedTwilioSignature('token', url, params);
        const rawBody = (fields: Record<string, string>) =>
          Buffer.from(new URLSearchParams(fields).toString());
        const request = { url, contentType: FORM, rawBody: rawBody(params), signature };
        expect(isFromTwilio(request, 'token')).toBe(true);
        const changed = { ...params, [extra]: `${params[extra] ?? ''}!` };
        expect(isFromTwilio({ ...request, rawBody: rawBody(changed) }, 'token')).toBe(
          twilio.validateRequest('token', signature, url, changed),
        );
        expect(isFromTwilio({ ...request, url: `${url}1` }, 'token')).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('refuses a request without a signature, and every request without a token', () => {
    const request = { url, contentType: FORM, rawBody: Buffer.from(''), signature: undefined };
    expect(isFromTwilio(request, 'token')).toBe(false);
    const signature = twilio.getExpectedTwilioSignature('', url, {});
    expect(isFromTwilio({ ...request, signature }, '')).toBe(false);
  });
});

import { generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isFromSendgrid } from './sendgrid-signature.ts';

const VECTORS = new URL('../../../../../shared/data/webhooks/sendgrid/vectors.json', import.meta.url);

interface Vector {
  readonly name: string;
  readonly public_key: string;
  readonly signature: string;
  readonly timestamp: string;
  readonly payload: string;
  readonly valid: boolean;
}

describe.skipIf(!existsSync(VECTORS))("SendGrid's own vectors", () => {
  const { cases } = existsSync(VECTORS)
    ? (JSON.parse(readFileSync(VECTORS, 'utf8')) as { cases: Vector[] })
    : { cases: [] };
  it.each(cases)('$name: $valid', ({ public_key, signature, timestamp, payload, valid }) => {
    const signedAt = new Date(Number.isNaN(Number(timestamp)) ? 0 : Number(timestamp) * 1000);
    const request = { rawBody: Buffer.from(payload), signature, timestamp };
    expect(isFromSendgrid(request, public_key, signedAt)).toBe(valid);
  });
});

const keys = (namedCurve = 'prime256v1') => generateKeyPairSync('ec', { namedCurve });
const shown = ({ publicKey }: ReturnType<typeof keys>): string =>
  publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
const NOW = new Date('2026-03-04T12:00:00Z');
const HOURS = 3600;

describe('a webhook', () => {
  const ours = keys();
  const BODY = '[{"event":"delivered"}]\r\n';
  const request = (ago = 10, by = ours, body = BODY) => {
    const timestamp = String(NOW.getTime() / 1000 - ago);
    const signature = sign('sha256', Buffer.from(timestamp + body), by.privateKey).toString('base64');
    return { rawBody: Buffer.from(body), signature, timestamp };
  };

  it.each([
    ['fresh', request(), true],
    ['a repeat of the same day', request(24 * HOURS), true],
    ['stale', request(26 * HOURS), false],
    ['of the future', request(-600), false],
    ['tampered', { ...request(), rawBody: Buffer.from('[{"event":"bounce"}]\r\n') }, false],
    ['with another time', { ...request(), timestamp: String(NOW.getTime() / 1000) }, false],
    ['signed by another key', request(10, keys()), false],
    ['without a signature', { ...request(), signature: undefined }, false],
    ['without a time', { ...request(), timestamp: undefined }, false],
    ['with a signature that is none', { ...request(), signature: 'AAAA' }, false],
  ])('%s: %s', (_, given, expected) => {
    expect(isFromSendgrid(given, shown(ours), NOW)).toBe(expected);
  });

  it.each(['', 'AAAA', shown(keys('secp384r1'))])(
    'is from nobody when the key is not of SendGrid: %#',
    (key) => {
      expect(isFromSendgrid(request(), key, NOW)).toBe(false);
    },
  );
});

import { createHmac } from 'node:crypto';
import { MINUTE } from '../../../kernel/clock.ts';
import { equalInConstantTime } from '../../../kernel/hash.ts';

/** Calendly's own advice: three minutes. */
const TOLERANCE_MS = 3 * MINUTE;
const HEADER = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;

/** `Calendly-Webhook-Signature: t=<seconds>,v1=<hex>`: an HMAC over `<t>.<body>`, not older than three minutes. */
export function isFromCalendly(
  { rawBody, signature }: { readonly rawBody: Buffer; readonly signature: string | undefined },
  key: string,
  now: Date,
): boolean {
  const [, seconds = '', given = ''] = HEADER.exec((signature ?? '').replaceAll(' ', '')) ?? [];
  if (seconds === '' || Math.abs(now.getTime() - Number(seconds) * 1000) > TOLERANCE_MS) return false;
  const expected = createHmac('sha256', key).update(`${seconds}.`).update(rawBody).digest('hex');
  return equalInConstantTime(given, expected);
}

import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { DAY, HOUR, MINUTE } from '../../../kernel/clock.ts';

export interface SendgridRequest {
  readonly rawBody: Buffer;
  /** `X-Twilio-Email-Event-Webhook-Signature`. */
  readonly signature: string | undefined;
  /** `X-Twilio-Email-Event-Webhook-Timestamp`, in seconds since 1970. */
  readonly timestamp: string | undefined;
}

/**
 * SendGrid tries for a day to hand in what was not taken, and does not say whether it signs a repeat anew. What is older
 * is refused; what is repeated within the day changes nothing.
 */
const OLDEST_MS = DAY + HOUR;
const AHEAD_MS = 5 * MINUTE;

/** Whether a webhook comes from the owner of the key: ECDSA on P-256 over the timestamp and the body, byte for byte. */
export function isFromSendgrid(
  { rawBody, signature, timestamp }: SendgridRequest,
  publicKey: string,
  now: Date,
): boolean {
  if (!signature || !timestamp || !/^\d{1,12}$/.test(timestamp)) return false;
  const age = now.getTime() - Number(timestamp) * 1000;
  if (age > OLDEST_MS || age < -AHEAD_MS) return false;
  const key = keyOf(publicKey);
  if (!key) return false;
  return verify(
    'sha256',
    Buffer.concat([Buffer.from(timestamp), rawBody]),
    key,
    Buffer.from(signature, 'base64'),
  );
}

function keyOf(publicKey: string): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : undefined;
  } catch {
    return undefined;
  }
}

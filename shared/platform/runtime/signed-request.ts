import { Webhook } from 'standardwebhooks';
import { RexError } from '../../kernel/errors.ts';

export interface SignedRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** As it came, byte for byte. */
  readonly rawBody: Buffer;
}

/**
 * Verifies a webhook by the Standard Webhooks scheme: an HMAC-SHA256 over id, time and body, and no older than five
 * minutes. Several secrets are taken while one replaces another. Returns the id, which a repeat has again.
 * @throws RexError UNAUTHENTICATED, for whatever reason
 */
export function verifySigned({ headers, rawBody }: SignedRequest, secrets: readonly string[]): string {
  const given = {
    'webhook-id': headers['webhook-id'] ?? '',
    'webhook-timestamp': headers['webhook-timestamp'] ?? '',
    'webhook-signature': headers['webhook-signature'] ?? '',
  };
  for (const secret of secrets) {
    try {
      new Webhook(secret).verify(rawBody, given, { jsonParse: false });
      return given['webhook-id'];
    } catch {
      // The next secret may be the one.
    }
  }
  throw new RexError('UNAUTHENTICATED', 'The signature of this webhook is missing, wrong or too old.');
}

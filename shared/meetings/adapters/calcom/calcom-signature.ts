import { createHmac } from 'node:crypto';
import { equalInConstantTime } from '../../../kernel/hash.ts';

/** `X-Cal-Signature-256`: an HMAC over the body, in hex. It has no time: what is told again changes nothing. */
export function isFromCalcom(
  { rawBody, signature }: { readonly rawBody: Buffer; readonly signature: string | undefined },
  key: string,
): boolean {
  const expected = createHmac('sha256', key).update(rawBody).digest('hex');
  return signature !== undefined && equalInConstantTime(signature.toLowerCase(), expected);
}

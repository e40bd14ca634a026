import { createHmac } from 'node:crypto';
import { MINUTE, SECOND } from '../../../kernel/clock.ts';
import { equalInConstantTime } from '../../../kernel/hash.ts';

const MOST_OFF_MS = 5 * MINUTE;

/** Whether Slack signed it with this secret, in the last five minutes. */
export function isFromSlack(
  {
    timestamp = '',
    signature = '',
    rawBody,
  }: { timestamp: string | undefined; signature: string | undefined; rawBody: Buffer },
  signingSecret: string,
  now: Date,
): boolean {
  if (!/^\d{1,12}$/.test(timestamp) || signingSecret === '') return false;
  if (Math.abs(now.getTime() - Number(timestamp) * SECOND) > MOST_OFF_MS) return false;
  return equalInConstantTime(signature, slackSignature(signingSecret, timestamp, rawBody));
}

export const slackSignature = (signingSecret: string, timestamp: string, rawBody: Buffer): string =>
  `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:`).update(rawBody).digest('hex')}`;

import * as z from 'zod';
import type { JsonAnswer } from '../../../platform/adapters/http/ask-json.ts';
import type { SourceAnswer } from '../../app/ports/enrichment.ts';

export const sourceAccountSchema = z.object({
  apiKey: z.string().default(''),
  /** URL of any server with the protocol of the source. */
  baseUrl: z.string().default(''),
});
export type SourceAccount = z.infer<typeof sourceAccountSchema>;

/** The meaning of a source's HTTP statuses. Any other status is a temporary failure. */
interface Statuses {
  readonly account: readonly number[];
  readonly nothing: readonly number[];
  readonly later: readonly number[];
  readonly refused?: readonly number[];
}

/** Time until the next try when the source names none. */
const RETRY_AFTER_SECONDS = 60;

export function failureOf(
  answer: JsonAnswer,
  { account, nothing, later, refused = [] }: Statuses,
): SourceAnswer {
  if (!answer.answered) {
    return { outcome: answer.sent ? 'unknown' : 'unavailable', reason: answer.reason };
  }
  const { status, retryAfterSeconds = RETRY_AFTER_SECONDS } = answer;
  if (nothing.includes(status)) return { outcome: 'nothing' };
  if (refused.includes(status)) return { outcome: 'refused' };
  if (later.includes(status)) return { outcome: 'later', retryAfterSeconds };
  return { outcome: 'unavailable', reason: `status ${status}`, account: account.includes(status) };
}

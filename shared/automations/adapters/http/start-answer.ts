import type * as z from 'zod';
import { FAULT_WORDS } from '../../../webhooks/adapters/https/fault-words.ts';
import type { Answered, JsonAnswer } from '../../../webhooks/adapters/https/json-client.ts';
import type { Started } from '../../app/ports/connector.ts';

/** Tries of a start that could not be taken for the moment: with their pauses some twenty minutes. */
const TRIES = 12;

/** Why there is no usable answer, in a sentence. */
export const saysOf = (who: string, answer: JsonAnswer): string =>
  answer.kind === 'answer' ? `${who} answered ${answer.status}.` : `${who} ${FAULT_WORDS[answer.fault]}.`;

/**
 * What an answer to a start means that is no success, by what HTTP says of it: 429 and what was never sent can be tried again;
 * 4xx and 3xx are final; of 5xx and of silence nobody knows whether the start was taken.
 */
export function notStarted(who: string, answer: JsonAnswer): Started {
  const reason = saysOf(who, answer);
  if (answer.kind === 'no-answer') {
    if (answer.fault === 'ADDRESS_NOT_ALLOWED') return { kind: 'refused', reason };
    return answer.neverSent ? { kind: 'not-taken', reason, tries: TRIES } : { kind: 'unknown', reason };
  }
  const { status, retryAfterMs } = answer;
  if (status === 429) return { kind: 'not-taken', reason, tries: TRIES, retryAfterMs };
  return status >= 500 ? { kind: 'unknown', reason } : { kind: 'refused', reason };
}

/** The answer with a status of 2xx, or undefined. */
export const successOf = (answer: JsonAnswer): Answered | undefined =>
  answer.kind === 'answer' && answer.status >= 200 && answer.status < 300 ? answer : undefined;

/** What the body of a success has; undefined for another answer or another shape. */
export const bodyOf = <S extends z.ZodType>(answer: JsonAnswer, schema: S): z.output<S> | undefined =>
  schema.safeParse(successOf(answer)?.json).data;

import { ANSWER_STATES, type AnswerState } from '../../../../shared/inbox/contract/answer.ts';
import type { ReplyClass } from '../../../../shared/mail/contract/reply-class.ts';
import type { Tone } from '../../ui/badge.tsx';

const CLASS_TONES: Readonly<Record<ReplyClass, Tone>> = {
  interested: 'good',
  question: 'info',
  later: 'info',
  referral: 'info',
  not_interested: 'neutral',
  unsubscribe: 'bad',
  out_of_office: 'neutral',
  wrong_person: 'warn',
  complaint: 'bad',
  challenge_response: 'warn',
  unclear: 'warn',
};

export const toneOfClass = (name: string): Tone => CLASS_TONES[name as ReplyClass] ?? 'neutral';

/** Answers that may still be withdrawn: they have not gone out. */
const WITHDRAWABLE: readonly AnswerState[] = ['pending', 'queued', 'blocked'];
const stateOf = (state: string | null) => ANSWER_STATES.find((each) => each === state);

export function mayWithdraw(state: string | null): boolean {
  const known = stateOf(state);
  return known !== undefined && WITHDRAWABLE.includes(known);
}

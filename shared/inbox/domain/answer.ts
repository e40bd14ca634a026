import * as z from 'zod';
import { addMs, MINUTE } from '../../kernel/clock.ts';
import { instantSchema, leadIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { readUnknownAs, refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { type Cause, newEvent, type RexEvent } from '../../kernel/events.ts';
import type { Feedback } from '../../sending/domain/send.ts';
import { ANSWER_CHANNELS, ANSWER_STATES, type AnswerState } from '../contract/answer.ts';
import { inboxEvents } from '../contract/events.ts';
import { invitationSchema } from './invitation.ts';

/**
 * The words of a member, or a draft of a program that somebody approves, to one person. It is claimed before the provider is
 * called and never given up, so it is sent once.
 */
export const answerSchema = z.object({
  workspace: workspaceIdSchema,
  id: z.string(),
  leadId: leadIdSchema,
  version: z.number().int().min(1),
  state: readUnknownAs(z.enum(ANSWER_STATES), 'unknown'),
  channel: refuseUnknown(z.enum(ANSWER_CHANNELS)),
  /** Empty for channels that have none. */
  subject: z.string(),
  text: z.string(),
  /** The message that it answers, by its id beside the lead; absent when the person never wrote by this channel. */
  answers: z.string().optional(),
  /** The answer to the same message that its author had seen, and that this one follows. */
  after: z.string().optional(),
  /** The meeting to which it invites. */
  invitation: invitationSchema.optional(),
  /** Whether a program wrote the words. */
  drafted: z.boolean(),
  /** The task that sends it: what it needs of approvals it has got there. */
  task: z.string().optional(),
  by: z.string(),
  approvalId: z.string().optional(),
  /** Of the request, so that a repeat of its Idempotency-Key is known. */
  requestHash: z.string().optional(),
  createdAt: instantSchema,
  /** When the monitor looks at it, unless something happens before. */
  dueAt: instantSchema.optional(),
  /** Why it waits, was not sent, or failed. */
  reason: z.string().optional(),
  /** The sending domain of an e-mail. */
  domain: z.string().optional(),
  claimedAt: instantSchema.optional(),
  sentAt: instantSchema.optional(),
  providerMessageId: z.string().optional(),
});
export type Answer = z.infer<typeof answerSchema>;

/** A mail of a task that answers nothing: nobody asked for it, so every guard of such mail holds. */
export const isLetter = ({ task, answers }: Pick<Answer, 'task' | 'answers'>): boolean =>
  task !== undefined && answers === undefined;

/** Its name in the contact lease and the frequency cap. The tries of a task are one. */
export const contactKeyOf = ({ id, task }: Pick<Answer, 'id' | 'task'>): string =>
  task === undefined ? `answer:${id}` : `task:${task}`;

export const answerIdOf = (leadId: string, suffix: string): string => `an_${leadId.slice(2)}_${suffix}`;
export const leadOfAnswer = (id: string): string => `l_${id.slice(3, 23)}`;

/** After this time a queued answer whose message was lost is put on its queue again. */
const LOST_AFTER_MS = 2 * MINUTE;
/** A claim without a result after this time is unknown: a person decides, and Rex never sends it again. */
const UNKNOWN_AFTER_MS = 15 * MINUTE;

export const queued = (answer: Answer, now: Date): Answer => ({
  ...answer,
  state: 'queued',
  reason: undefined,
  dueAt: addMs(now, LOST_AFTER_MS).toISOString(),
});

export const waiting = (answer: Answer, reason: string, until: Date): Answer => ({
  ...answer,
  state: 'queued',
  reason: reason.slice(0, REASON_LENGTH),
  dueAt: until.toISOString(),
});

export const claimed = (answer: Answer, domain: string | undefined, now: Date): Answer => ({
  ...answer,
  state: 'claimed',
  reason: undefined,
  domain,
  claimedAt: now.toISOString(),
  dueAt: addMs(now, UNKNOWN_AFTER_MS).toISOString(),
});

const REASON_LENGTH = 300;

/** It goes out no more, or has gone out. */
export const ended = (
  answer: Answer,
  state: Exclude<AnswerState, 'pending' | 'queued' | 'claimed'>,
  reason?: string,
): Answer => ({ ...answer, state, reason: reason?.slice(0, REASON_LENGTH), dueAt: undefined });

/** Whether the provider may have taken it: the person may know of it. */
export const mayHaveGone = ({ state }: Pick<Answer, 'state'>): boolean =>
  RANK[state] > 0 && state !== 'refused' && state !== 'dry_run';

/** Whether it has ended, and the person knows nothing of it. */
export const hasComeToNothing = (answer: Pick<Answer, 'state'>): boolean =>
  answer.state !== 'pending' && answer.state !== 'queued' && !mayHaveGone(answer);

/** States only move up in this order, so feedback may come twice and in any order. */
const RANK: Readonly<Record<AnswerState, number>> = {
  pending: 0,
  rejected: 0,
  expired: 0,
  withdrawn: 0,
  queued: 0,
  blocked: 0,
  claimed: 1,
  unknown: 2,
  dry_run: 2,
  sent: 3,
  refused: 4,
  delivered: 5,
  bounced: 6,
  complained: 7,
};

type Told = 'sent' | 'delivered' | 'rejected' | 'bounced' | 'complained';
const STATE_OF = {
  sent: 'sent',
  delivered: 'delivered',
  rejected: 'refused',
  bounced: 'bounced',
  complained: 'complained',
} as const satisfies Record<Told, AnswerState>;

const isTold = (feedback: Feedback): feedback is Extract<Feedback, { kind: Told }> =>
  feedback.kind in STATE_OF;

/** What a provider says of an answer; the same one (by identity) when it is known, or was never claimed. */
export function applyFeedback(answer: Answer, feedback: Feedback): Answer {
  if (!isTold(feedback) || RANK[answer.state] === 0) return answer;
  const state = STATE_OF[feedback.kind];
  if (RANK[state] <= RANK[answer.state]) return answer;
  const went = feedback.kind === 'rejected' ? {} : { sentAt: answer.sentAt ?? feedback.at };
  const named = 'providerMessageId' in feedback ? feedback.providerMessageId : undefined;
  const providerMessageId = answer.providerMessageId ?? named;
  return { ...ended(answer, state, reasonOf(feedback)), ...went, providerMessageId };
}

function reasonOf(feedback: Extract<Feedback, { kind: Told }>): string | undefined {
  if (feedback.kind === 'bounced') return feedback.diagnostic;
  return feedback.kind === 'rejected' ? feedback.reason : undefined;
}

/** An event about an answer that is about to be saved: its sequence is the version that it gets. */
export const answerEvent = (next: Answer, { actor, correlationId }: Cause, now: Date): RexEvent =>
  newEvent(
    inboxEvents,
    'answer.changed',
    {
      about: next.id,
      sequence: next.version + 1,
      workspace: next.workspace,
      correlationId,
      actor,
      data: {
        leadId: next.leadId,
        state: next.state,
        channel: next.channel,
        drafted: next.drafted,
        approvalId: next.approvalId ?? null,
        reason: next.reason ?? null,
      },
    },
    now,
  );

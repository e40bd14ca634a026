import { CHANNEL_TERMS } from '../../channels/domain/channel-terms.ts';
import { numberChannel } from '../../channels/domain/number-channel.ts';
import { addMs, DAY, HOUR } from '../../kernel/clock.ts';
import { replyIdOf } from '../../leads/domain/hold.ts';
import { consent } from '../../sending/domain/guards/consent.ts';
import { frequencyCap } from '../../sending/domain/guards/frequency-cap.ts';
import { block, type Guard, pass, type SendContext, wait } from '../../sending/domain/guards/guard.ts';
import { firstObstacleOf, type GuardVerdict } from '../../sending/domain/guards/guards.ts';
import { held } from '../../sending/domain/guards/held.ts';
import { neverMailAddress } from '../../sending/domain/guards/never-mail.ts';
import { notBefore } from '../../sending/domain/guards/not-before.ts';
import { numberStopped } from '../../sending/domain/guards/number-stopped.ts';
import { paused } from '../../sending/domain/guards/paused.ts';
import { sendWindow } from '../../sending/domain/guards/send-window.ts';
import { suppressed } from '../../sending/domain/guards/suppressed.ts';
import type { Invitation } from './invitation.ts';

/** What decides whether an answer may go to one person now. */
export type AnswerContext = Pick<
  SendContext,
  'now' | 'settings' | 'lead' | 'channel' | 'number' | 'domain'
> & {
  /** When the person wrote last by this channel; undefined when they never did, and are invited to a meeting. */
  readonly wroteAt: string | undefined;
  /** The meeting to which it invites, or which it calls off. */
  readonly invitation?: Pick<Invitation, 'method' | 'startsAt' | 'sequence'> | undefined;
  /** Which version of that meeting counts; undefined before it is stored. */
  readonly presentSequence?: number | undefined;
  /** Of what a task sends: its key among the contacts of the person, and the message that it answers, if any. */
  readonly byTask?: { readonly key: string; readonly answers: string | undefined } | undefined;
};

const meetingOver: Guard<AnswerContext> = {
  code: 'MEETING_OVER',
  check: ({ invitation, now }) =>
    invitation?.method === 'REQUEST' && invitation.startsAt <= now.toISOString()
      ? block('The meeting would have begun by now.', 'Change it to a later time: `rex meetings change`.')
      : pass('It invites to no meeting that has begun.'),
};

/** A change and a call-off are later versions, with mails of their own. */
const meetingChanged: Guard<AnswerContext> = {
  code: 'MEETING_CHANGED',
  check: ({ invitation, presentSequence }) =>
    invitation && presentSequence !== undefined && invitation.sequence !== presentSequence
      ? block(
          'The meeting was changed or called off meanwhile.',
          'Look at it: `rex meetings show`. Only the mail of its present version goes out.',
        )
      : pass('It is about the present version of its meeting.'),
};

/** WhatsApp takes free words only so long after a person wrote; later ones need a template. */
const WHATSAPP_WINDOW_MS = 24 * HOUR;
const LOOK_AGAIN_MS = HOUR;

/** Who wrote asked for an answer, whatever consent they gave; an opt-out of theirs holds for answers too. */
const optedOut: Guard<AnswerContext> = {
  code: consent.code,
  check: (context) => {
    const { settings, wroteAt } = context;
    const requireConsent =
      settings.requireConsent && (wroteAt === undefined || letterOf(context) !== undefined);
    return consent.check({ ...context, settings: { ...settings, requireConsent } });
  },
};

const optedOutOfChannel: Guard<AnswerContext> = {
  code: 'NO_CHANNEL_CONSENT',
  channels: ['sms', 'whatsapp'],
  check: ({ lead, channel }) => {
    const asked = numberChannel(channel);
    return asked && lead.profile.channelConsents?.[asked] === 'opted_out'
      ? block(
          `This person has opted out of ${CHANNEL_TERMS[channel].name}.`,
          'Nothing: only the person can opt in again.',
        )
      : pass('The person has not opted out of this channel.');
  },
};

const route: Guard<AnswerContext> = {
  code: 'NO_ROUTE',
  channels: ['sms', 'whatsapp'],
  check: ({ lead, channel, settings, number }) => {
    const asked = numberChannel(channel);
    if (!lead.profile.phone || !number?.last)
      return block('The number that the person wrote from is not known any more.', 'Answer by e-mail.');
    return asked && !settings.channels[asked].sender
      ? block('The workspace has no number for it.', `Set \`channels.${asked}.sender\` in the settings.`)
      : pass('The person can be reached.');
  },
};

const whatsappWindow: Guard<AnswerContext> = {
  code: 'WHATSAPP_WINDOW',
  channels: ['whatsapp'],
  check: ({ wroteAt, now }) =>
    wroteAt === undefined || addMs(new Date(wroteAt), WHATSAPP_WINDOW_MS) <= now
      ? block(
          `WhatsApp takes an answer only within 24 hours, and the person ${wroteAt ? `wrote at ${wroteAt}` : 'never wrote'}.`,
          'Answer by another channel, or wait until the person writes again.',
        )
      : pass('The person wrote within 24 hours.'),
};

const sender: Guard<AnswerContext> = {
  code: 'DOMAIN_UNHEALTHY',
  channels: ['email'],
  check: ({ domain, now }) => {
    if (!domain)
      return block('The workspace has no sending domain that is its own.', 'Add one: `rex domains add`.');
    return domain.status !== 'paused'
      ? pass(`${domain.domain} sends.`)
      : wait(
          `${domain.domain} is paused, and an answer keeps the address of its thread.`,
          addMs(now, LOOK_AGAIN_MS),
          `Resume it: \`rex domains resume ${domain.domain}\`.`,
        );
  },
};

const letterOf = ({ byTask }: AnswerContext): AnswerContext['byTask'] =>
  byTask?.answers === undefined ? byTask : undefined;

/**
 * A hold keeps what tasks send back, but for the answer to the message that holds the person, as long as that is a plain reply
 * and no other waits beside it.
 */
const heldFromTasks: Guard<AnswerContext> = {
  code: held.code,
  check: ({ byTask, lead: { id, hold }, now }) => {
    if (!byTask || !hold) return pass('Nothing that waits for a decision keeps it back.');
    const { answers } = byTask;
    const waiting = hold.replies.at(-1);
    const own = answers === undefined ? undefined : replyIdOf(id, answers);
    if (hold.reason === 'reply' && hold.replies.every((reply) => reply === own))
      return pass('Only the message that it answers waits for a decision.');
    const explanation = `A reply by ${hold.channel} waits for a decision since ${hold.since} (${hold.reason}).`;
    const unblock = `Read it and decide: \`rex replies show ${waiting}\`.`;
    return own === undefined
      ? wait(explanation, addMs(now, DAY), unblock)
      : block(`${explanation} It is not the message that this answers, or more than a plain reply.`, unblock);
  },
};

const notBeforeForTasks: Guard<AnswerContext> = {
  code: notBefore.code,
  check: (context) =>
    context.byTask ? notBefore.check(context) : pass('A member answers whenever they like.'),
};

/** The guards of mail that nobody asked for. */
const forLetters = (guard: Guard<LetterContext>): Guard<AnswerContext> => ({
  code: guard.code,
  check: (context) => {
    const letter = letterOf(context);
    return letter ? guard.check({ ...context, key: letter.key }) : pass('It answers what the person wrote.');
  },
});
type LetterContext = Pick<SendContext, 'lead' | 'settings' | 'now' | 'key'>;

/**
 * The guards of sending that can apply to an answer of a member to somebody who wrote. A hold does not: it keeps automated
 * messages back until a person has read, and this is that person. Neither do frequency caps, send windows, warmup and budgets:
 * they are for mail that nobody asked for. A suppressed person gets no answer, whatever they asked. What a task sends is
 * automated, though: other replies that wait, and a postponement, keep it back; and a letter of a task passes what every mail
 * passes that nobody asked for.
 */
const ANSWER_GUARDS: readonly Guard<AnswerContext>[] = [
  paused,
  suppressed,
  heldFromTasks,
  notBeforeForTasks,
  numberStopped,
  optedOut,
  optedOutOfChannel,
  neverMailAddress,
  route,
  whatsappWindow,
  meetingChanged,
  meetingOver,
  forLetters(frequencyCap),
  forLetters(sendWindow),
  sender,
];

/** Why an answer must not go out now, or not at all; undefined when nothing stands in the way. */
export const answerObstacle = (context: AnswerContext): GuardVerdict | undefined =>
  firstObstacleOf(
    ANSWER_GUARDS.filter(({ channels }) => !channels || channels.includes(context.channel)),
    context,
  );

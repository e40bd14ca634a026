import type * as z from 'zod';
import { type Effect, effectOf } from '../../autonomy/domain/effect.ts';
import type { Answer } from '../../inbox/domain/answer.ts';
import { mayHaveGone } from '../../inbox/domain/answer.ts';
import { addMs, DAY } from '../../kernel/clock.ts';
import type { InboundMessage } from '../../leads/app/ports/leads.ts';
import { replyIdOf } from '../../leads/domain/hold.ts';
import type { Planned, TaskHandler } from '../../tasks/app/ports/handler.ts';
import { type EmailAnswerPayload, emailAnswerType } from '../contract/tasks.ts';
import { type ChooseWordsDeps, chooseWords } from './choose-words.ts';
import { seenNow } from './plan-mail.ts';
import { lookUpByTask, type SendByTaskDeps, sendByTask, type TaskMail } from './send-by-task.ts';

export interface EmailHandlerDeps extends SendByTaskDeps, ChooseWordsDeps {}

type Order = Parameters<TaskHandler<EmailAnswerPayload>['plan']>[0];

/**
 * So many answers of tasks a person gets in a day. Two programs that answer each other stop here, whatever their mails say of
 * themselves.
 */
const MOST_A_DAY = 3;

/** Answers a question of a person, in its thread. */
export const emailAnswerHandler = (deps: EmailHandlerDeps): TaskHandler<EmailAnswerPayload> => ({
  type: emailAnswerType.type,
  payload: emailAnswerType.payload as z.ZodType<EmailAnswerPayload>,
  plan: (order) => planAnswer(deps, order),
  perform: (order, effect) => sendByTask(deps, mailOf(order), wordsOf(effect)),
  lookUp: (order) => lookUpByTask(deps, mailOf(order)),
});

/** The id of the reply will do, which people see where they read it. */
function messageOf({ lead, message }: Order['payload']): string {
  const ofReply = replyIdOf(lead, '');
  return message.startsWith(ofReply) ? message.slice(ofReply.length) : message;
}

const mailOf = ({ workspace, taskId, payload }: Order): TaskMail => ({
  workspace,
  taskId,
  leadId: payload.lead,
  answers: messageOf(payload),
});

/** What was looked at, approved and claimed. */
export const wordsOf = ({ content }: Effect) => ({
  subject: content?.subject ?? '',
  text: content?.text ?? '',
});

async function planAnswer(deps: EmailHandlerDeps, order: Order): Promise<Planned> {
  const { workspace, taskId, payload, settings, missionId } = order;
  const seen = await seenNow(deps, mailOf(order));
  if ('outcome' in seen) return seen;
  const { message, context } = seen.view;
  if (message?.kind !== 'reply') return refused('It is no reply of a person: there is nobody to answer.');
  const [inbound, answers] = await Promise.all([
    deps.leads.listInbound(workspace, payload.lead),
    deps.answers.ofLead(workspace, payload.lead),
  ]);
  const reason =
    writtenSince(inbound, message) ??
    answeredBy(answers, message, taskId) ??
    tooMany(answers, taskId, context.now);
  if (reason !== undefined) return refused(reason);
  const words = await chooseWords(deps, { payload, lead: context.lead, message, settings, missionId });
  if ('outcome' in words) return words;
  const { source, subject, text, cites, score, doubt } = words;
  return {
    outcome: 'planned',
    before: { source, cites, score, doubt },
    effect: effectOf({
      kind: 'email.answer',
      segment: source,
      summary: `Answers a question of lead ${payload.lead} by e-mail${BY[source](cites.join(', '))}.`,
      facts: {
        source,
        faq: source === 'faq',
        proposed: settings.tasks.email.answers !== 'on',
        ...(cites.length > 0 ? { cites: cites.join(' ') } : {}),
      },
      recipients: { count: 1, sample: [payload.lead], digest: null },
      content: { subject, text, html: null, leadId: payload.lead },
      costUsd: COST_USD,
      limit: 'email',
    }),
  };
}

/** Of one e-mail by SES. */
export const COST_USD = 0.0001;

const BY = {
  written: () => ', as it was written for it',
  faq: (entry: string) => `, by entry ${entry} of the list of frequent questions`,
  template: (entry: string) => `, after entry ${entry} of the list of frequent questions, which may not fit`,
  quote: (passages: string) => `, with what ${passages} says, word for word, which may not fit`,
  model: (entries: string) => `, as a language model wrote it from ${entries}`,
} as const;

const refused = (reason: string) => ({ outcome: 'refused', reason }) as const;

/** Machines wrote these. */
const OF_MACHINES = ['bounce', 'auto_reply', 'out_of_office'];

function writtenSince(
  inbound: readonly InboundMessage[],
  { id, receivedAt }: InboundMessage,
): string | undefined {
  const later = inbound.find(
    (each) => each.id !== id && each.receivedAt > receivedAt && !OF_MACHINES.includes(each.kind),
  );
  return later && `The person wrote again at ${later.receivedAt}: a person reads both, and answers.`;
}

function answeredBy(answers: readonly Answer[], { id }: InboundMessage, taskId: string): string | undefined {
  const other = answers.find(
    (answer) =>
      answer.answers === id &&
      answer.task !== taskId &&
      (mayHaveGone(answer) || answer.state === 'queued' || answer.state === 'pending'),
  );
  return other && `${other.by} answers this message already (${other.id}).`;
}

function tooMany(answers: readonly Answer[], taskId: string, now: Date): string | undefined {
  const since = addMs(now, -DAY).toISOString();
  const count = answers.filter(
    (answer) =>
      answer.task !== undefined &&
      answer.task !== taskId &&
      answer.answers !== undefined &&
      answer.createdAt > since &&
      mayHaveGone(answer),
  ).length;
  return count < MOST_A_DAY
    ? undefined
    : `Rex has answered this person ${count} times within a day: perhaps a program writes. A person goes on.`;
}

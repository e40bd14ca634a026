import type * as z from 'zod';
import { effectOf } from '../../autonomy/domain/effect.ts';
import { missionHashOf, threadToken } from '../../sending/domain/thread-token.ts';
import type { Planned, TaskHandler } from '../../tasks/app/ports/handler.ts';
import { type EmailSendPayload, emailSendType } from '../contract/tasks.ts';
import { COST_USD, type EmailHandlerDeps, wordsOf } from './answer-handler.ts';
import { seenNow } from './plan-mail.ts';
import { lookUpByTask, sendByTask, type TaskMail } from './send-by-task.ts';

type Order = Parameters<TaskHandler<EmailSendPayload>['plan']>[0];

/** Sends one e-mail that nobody asked for to one person. */
export const emailSendHandler = (deps: EmailHandlerDeps): TaskHandler<EmailSendPayload> => ({
  type: emailSendType.type,
  payload: emailSendType.payload as z.ZodType<EmailSendPayload>,
  plan: (order) => planLetter(deps, order),
  perform: (order, effect) => sendByTask(deps, mailOf(order), wordsOf(effect)),
  lookUp: (order) => lookUpByTask(deps, mailOf(order)),
});

const mailOf = ({ workspace, taskId, payload }: Order): TaskMail => ({
  workspace,
  taskId,
  leadId: payload.lead,
  answers: undefined,
});

async function planLetter(deps: EmailHandlerDeps, order: Order): Promise<Planned> {
  const { workspace, payload, settings } = order;
  const { lead, subject, text, onlyIfSilentSince } = payload;
  const seen = await seenNow(deps, mailOf(order));
  if ('outcome' in seen) return seen;
  const { wroteAt } = seen.view.context;
  if (onlyIfSilentSince !== undefined && wroteAt !== undefined && wroteAt >= onlyIfSilentSince)
    return {
      outcome: 'refused',
      reason: `The person has written since ${onlyIfSilentSince} (at ${wroteAt}): it is no follow-up to silence.`,
    };
  const thread = { workspace, leadId: lead, missionHash: missionHashOf(''), step: 1 };
  // What the law asks of mail that nobody asked for: who writes, and how to stop it.
  const footer = [
    `${settings.brandName}, ${settings.postalAddress}`,
    `Unsubscribe: ${deps.publicBaseUrl}/u/${threadToken(deps.threadSecret, thread)}`,
  ];
  return {
    outcome: 'planned',
    effect: effectOf({
      kind: 'email.send',
      segment: onlyIfSilentSince === undefined ? 'letter' : 'follow-up',
      summary: `Sends one e-mail to lead ${lead}.`,
      facts: { followUp: onlyIfSilentSince !== undefined },
      recipients: { count: 1, sample: [lead], digest: null },
      content: { subject, text: [text, '', '--', ...footer].join('\n'), html: null, leadId: lead },
      costUsd: COST_USD,
      limit: 'email',
    }),
  };
}

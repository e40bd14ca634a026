import type { z } from 'zod';
import { chunksOf } from '../../../shared/kernel/concurrency.ts';
import { RexError } from '../../../shared/kernel/errors.ts';
import {
  type ListTasksDeps,
  listTasks,
  type TaskView,
  taskView,
} from '../../../shared/linkedin/app/list-tasks.ts';
import { type SettleTaskDeps, settleTaskBy } from '../../../shared/linkedin/app/settle-task.ts';
import { channelRoutes } from '../../../shared/linkedin/contract/routes.ts';
import type { Queue } from '../../../shared/platform/ports/queues.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import type { Caller } from '../../../shared/platform/runtime/http-event.ts';
import {
  type SendgridAccounts,
  sendgridAccountOf,
} from '../../../shared/sending/adapters/sendgrid/account.ts';
import { isFromSendgrid } from '../../../shared/sending/adapters/sendgrid/sendgrid-signature.ts';
import {
  EVENTS_TOGETHER,
  sendgridEvents,
} from '../../../shared/sending/adapters/sendgrid/sendgrid-webhook.ts';
import type { SendgridMessage } from '../../../shared/sending/contract/messages.ts';
import { isFromTwilio } from '../../../shared/texts/adapters/twilio/twilio-signature.ts';
import { inboundEvent, statusEvent } from '../../../shared/texts/adapters/twilio/twilio-webhook.ts';
import type { TextEvent } from '../../../shared/texts/contract/messages.ts';

export interface ChannelsDeps extends SettleTaskDeps, ListTasksDeps {
  /** Undefined when no account is set up: then no webhook can be from it. */
  readonly authToken: string | undefined;
  /** The base that Twilio was given; the address that it signed cannot be told from the request. */
  readonly publicBaseUrl: string;
  readonly texts: Queue<TextEvent>;
  readonly sendgridAccounts: SendgridAccounts;
  readonly sendgrid: Queue<SendgridMessage>;
}

interface Webhook {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly rawBody: Buffer;
  readonly target: string;
}

/** Twilio needs no answer beyond "accepted"; the message is processed from the queue. */
const NOTHING_TO_SAY = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

export const channelsHandler = (deps: ChannelsDeps) =>
  httpHandler(channelRoutes, {
    twilioStatus: async (request) => {
      verify(deps, request);
      const ref = refOf(request.signedAddress().query);
      await deps.texts.send([statusEvent(request.rawBody, ref, deps.clock.now())]);
      return {};
    },
    twilioInbound: async (request) => {
      verify(deps, request);
      const { workspace } = request.signedAddress().params;
      await deps.texts.send([inboundEvent(request.rawBody, workspace, deps.clock.now())]);
      return { body: NOTHING_TO_SAY };
    },
    sendgridEvents: async (request) => {
      const { workspace } = request.signedAddress().params;
      verifySendgrid(deps, workspace, request);
      const events = sendgridEvents(request.rawBody, workspace);
      const messages = chunksOf(events, EVENTS_TOGETHER).map((some) => ({ workspace, events: some }));
      if (messages.length > 0) await deps.sendgrid.send(messages);
      return {};
    },
    listLinkedinTasks: async ({ caller, query }) => ({
      body: await listTasks(deps, caller.workspace, query),
    }),
    completeLinkedinTask: ({ caller, params }) => settle(deps, caller, params.id, 'done'),
    skipLinkedinTask: ({ caller, params }) => settle(deps, caller, params.id, 'skipped'),
  });

/** The address is signed and was made by us: it names a message of a mission, or an answer. */
function refOf({
  workspace,
  lead: leadId,
  mission: missionId = '',
  cohort = '',
  step = 0,
  answer: answerId,
}: z.output<typeof channelRoutes.twilioStatus.query>) {
  return answerId === undefined
    ? { workspace, missionId, cohort, leadId, step }
    : { workspace, leadId, answerId };
}

async function settle(
  deps: ChannelsDeps,
  { workspace, subject }: Caller,
  id: string,
  state: 'done' | 'skipped',
): Promise<{ body: TaskView }> {
  const task = await settleTaskBy(deps, workspace, id, state, subject);
  return { body: taskView(task, await deps.leads.get(workspace, task.leadId), undefined) };
}

/** @throws RexError UNAUTHENTICATED */
function verify({ authToken, publicBaseUrl }: ChannelsDeps, { headers, rawBody, target }: Webhook): void {
  const request = {
    url: publicBaseUrl + target,
    contentType: headers['content-type'],
    rawBody,
    signature: headers['x-twilio-signature'],
  };
  if (authToken === undefined || !isFromTwilio(request, authToken)) {
    throw new RexError('UNAUTHENTICATED', 'The signature of this webhook is missing or wrong.');
  }
}

/** By the key of the workspace in the address: no other account can speak for it. @throws RexError UNAUTHENTICATED */
function verifySendgrid(
  { sendgridAccounts, clock }: ChannelsDeps,
  workspace: string,
  { headers, rawBody }: Webhook,
): void {
  const request = {
    rawBody,
    signature: headers['x-twilio-email-event-webhook-signature'],
    timestamp: headers['x-twilio-email-event-webhook-timestamp'],
  };
  const account = sendgridAccountOf(sendgridAccounts, workspace);
  if (!account || !isFromSendgrid(request, account.webhookPublicKey, clock.now())) {
    throw new RexError('UNAUTHENTICATED', 'The signature of this webhook is missing, wrong or too old.');
  }
}

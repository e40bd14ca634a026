import { alertStores } from '../../../shared/alerts/adapters/stores.ts';
import { channelStores } from '../../../shared/channels/adapters/stores.ts';
import { recordNumberWords } from '../../../shared/channels/app/record-number-words.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { engagementStores } from '../../../shared/engagement/adapters/stores.ts';
import { inboxStores } from '../../../shared/inbox/adapters/stores.ts';
import { recordAnswerFeedback } from '../../../shared/inbox/app/record-answer-feedback.ts';
import { inboxOf } from '../../../shared/inbox/app/record-received.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { leadStores } from '../../../shared/leads/adapters/stores.ts';
import { countMetrics } from '../../../shared/platform/runtime/metrics.ts';
import { queueHandler } from '../../../shared/platform/runtime/queue.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { replyStores } from '../../../shared/replies/adapters/stores.ts';
import { sendingStores } from '../../../shared/sending/adapters/stores.ts';
import { numberWordOf, statusFeedback } from '../../../shared/texts/adapters/twilio/twilio-webhook.ts';
import { receiveText, type TextOutcome } from '../../../shared/texts/app/receive-text.ts';
import { recordTextStatus } from '../../../shared/texts/app/record-text-status.ts';
import { textQueues } from '../../../shared/texts/contract/messages.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

const METRIC_OF: Readonly<Record<TextOutcome, string>> = {
  stored: 'TextStored',
  repeated: 'TextRepeated',
  notOurs: 'TextNotOurs',
  unknownNumber: 'TextUnknownNumber',
};

const tables = openTables();
const deps = {
  ...inboxStores(tables),
  inbox: inboxOf({ ...inboxStores(tables), clock: systemClock }),
  ...channelStores(tables),
  ...sendingStores(tables),
  ...leadStores(tables),
  ...replyStores(tables),
  ...alertStores(tables),
  ...workspaceStores(tables),
  ...domainStores(tables),
  ...engagementStores(tables),
  clock: systemClock,
};

export const handler = queueHandler(textQueues.texts.message, async (event) => {
  if (event.kind === 'inbound') {
    countMetrics({ [METRIC_OF[await receiveText(deps, event)]]: 1 });
    return;
  }
  const { workspace, leadId } = event;
  const feedback = statusFeedback(event);
  const word = numberWordOf(event);
  if (event.kind === 'answer') {
    const { answerId: id, numberId, channel, at, sid: source } = event;
    if (word) await recordNumberWords(deps, { workspace, numberId, channel, words: [word], at, source });
    if (feedback) await recordAnswerFeedback(deps, { workspace, leadId, id }, feedback);
    return;
  }
  const { missionId, cohort, step } = event;
  const ref = { workspace, missionId, cohort, leadId, step };
  await recordTextStatus(deps, { ...event, ref, feedback, word });
});

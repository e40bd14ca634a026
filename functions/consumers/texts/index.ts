import { alertStores } from '../../../shared/alerts/adapters/stores.ts';
import { channelStores } from '../../../shared/channels/adapters/stores.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { engagementStores } from '../../../shared/engagement/adapters/stores.ts';
import { inboxStores } from '../../../shared/inbox/adapters/stores.ts';
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
  const { workspace, missionId, cohort, leadId, step } = event;
  await recordTextStatus(deps, {
    ...event,
    ref: { workspace, missionId, cohort, leadId, step },
    feedback: statusFeedback(event),
    word: numberWordOf(event),
  });
});

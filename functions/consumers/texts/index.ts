import { DynamoAlertStore } from '../../../shared/alerts/adapters/alert-store.ts';
import { DynamoContactNumberStore } from '../../../shared/channels/adapters/contact-number-store.ts';
import { DynamoPoolStore } from '../../../shared/domains/adapters/pool-store.ts';
import { DynamoHourCounters } from '../../../shared/engagement/adapters/hour-counters.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { DynamoLeadStore } from '../../../shared/leads/adapters/lead-store.ts';
import { countMetrics } from '../../../shared/platform/runtime/metrics.ts';
import { queueHandler } from '../../../shared/platform/runtime/queue.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { DynamoReplyStore } from '../../../shared/replies/adapters/reply-store.ts';
import { DynamoSendLedger } from '../../../shared/sending/adapters/send-ledger.ts';
import { numberWordOf, statusFeedback } from '../../../shared/texts/adapters/twilio/twilio-webhook.ts';
import { receiveText, type TextOutcome } from '../../../shared/texts/app/receive-text.ts';
import { recordTextStatus } from '../../../shared/texts/app/record-text-status.ts';
import { textEventSchema } from '../../../shared/texts/contract/messages.ts';
import { DynamoWorkspaceStore } from '../../../shared/workspaces/adapters/workspace-store.ts';

const METRIC_OF: Readonly<Record<TextOutcome, string>> = {
  stored: 'TextStored',
  repeated: 'TextRepeated',
  notOurs: 'TextNotOurs',
  unknownNumber: 'TextUnknownNumber',
};

const { records, events } = openTables();
const deps = {
  numbers: new DynamoContactNumberStore(records, events),
  ledger: new DynamoSendLedger(records),
  leads: new DynamoLeadStore(records, events),
  replies: new DynamoReplyStore(records, events),
  alerts: new DynamoAlertStore(records, events),
  workspaces: new DynamoWorkspaceStore(records, events),
  pools: new DynamoPoolStore(records, events),
  counters: new DynamoHourCounters(records),
  clock: systemClock,
};

export const handler = queueHandler(textEventSchema, async (event) => {
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

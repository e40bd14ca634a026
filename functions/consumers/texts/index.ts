import { DynamoAlertStore } from '../../../shared/adapters/dynamodb/alert-store.ts';
import { DynamoContactNumberStore } from '../../../shared/adapters/dynamodb/contact-number-store.ts';
import { DynamoHourCounters } from '../../../shared/adapters/dynamodb/hour-counters.ts';
import { DynamoLeadStore } from '../../../shared/adapters/dynamodb/lead-store.ts';
import { DynamoReplyStore } from '../../../shared/adapters/dynamodb/reply-store.ts';
import { DynamoSendLedger } from '../../../shared/adapters/dynamodb/send-ledger.ts';
import { DynamoWorkspaceStore } from '../../../shared/adapters/dynamodb/workspace-store.ts';
import { numberWordOf, statusFeedback } from '../../../shared/adapters/twilio/twilio-webhook.ts';
import { receiveText, type TextOutcome } from '../../../shared/app/channels/receive-text.ts';
import { recordTextStatus } from '../../../shared/app/channels/record-text-status.ts';
import { textEventSchema } from '../../../shared/contracts/messages/texts.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { countMetrics } from '../../../shared/runtime/metrics.ts';
import { queueHandler } from '../../../shared/runtime/queue.ts';
import { openTables } from '../../../shared/runtime/tables.ts';

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

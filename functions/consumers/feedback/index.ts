import { DynamoHourCounters } from '../../../shared/adapters/dynamodb/hour-counters.ts';
import { DynamoLeadStore } from '../../../shared/adapters/dynamodb/lead-store.ts';
import { DynamoSendLedger } from '../../../shared/adapters/dynamodb/send-ledger.ts';
import { DynamoWorkspaceStore } from '../../../shared/adapters/dynamodb/workspace-store.ts';
import { sesFeedback } from '../../../shared/adapters/ses/ses-feedback.ts';
import { recordFeedback } from '../../../shared/app/sending/record-feedback.ts';
import { sesEventSchema } from '../../../shared/contracts/messages/ses-event.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { queueBatchHandler, sesEnvelope } from '../../../shared/runtime/queue.ts';
import { openTables } from '../../../shared/runtime/tables.ts';

const { records, events } = openTables();
const deps = {
  ledger: new DynamoSendLedger(records),
  leads: new DynamoLeadStore(records, events),
  workspaces: new DynamoWorkspaceStore(records, events),
  counters: new DynamoHourCounters(records),
  clock: systemClock,
};

/** All or nothing: recording is harmless to repeat, so a batch that failed in part comes again as a whole. */
export const handler = queueBatchHandler(sesEnvelope(sesEventSchema), async (messages) => {
  await recordFeedback(
    deps,
    messages.flatMap(({ message }) => (message && sesFeedback(message)) ?? []),
  );
  return [];
});

import { DynamoHourCounters } from '../../../shared/adapters/dynamodb/hour-counters.ts';
import { DynamoLeadStore } from '../../../shared/adapters/dynamodb/lead-store.ts';
import { DynamoReplyStore } from '../../../shared/adapters/dynamodb/reply-store.ts';
import { DynamoSendLedger } from '../../../shared/adapters/dynamodb/send-ledger.ts';
import { DynamoWorkspaceStore } from '../../../shared/adapters/dynamodb/workspace-store.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { openTables } from '../../../shared/runtime/tables.ts';
import { feedbackHandler } from './handler.ts';

const { records, events } = openTables();

export const handler = feedbackHandler({
  ledger: new DynamoSendLedger(records),
  leads: new DynamoLeadStore(records, events),
  replies: new DynamoReplyStore(records, events),
  workspaces: new DynamoWorkspaceStore(records, events),
  counters: new DynamoHourCounters(records),
  clock: systemClock,
});

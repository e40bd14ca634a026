import { DynamoPoolStore } from '../../../shared/domains/adapters/pool-store.ts';
import { DynamoHourCounters } from '../../../shared/engagement/adapters/hour-counters.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { DynamoLeadStore } from '../../../shared/leads/adapters/lead-store.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { DynamoReplyStore } from '../../../shared/replies/adapters/reply-store.ts';
import { DynamoSendLedger } from '../../../shared/sending/adapters/send-ledger.ts';
import { DynamoWorkspaceStore } from '../../../shared/workspaces/adapters/workspace-store.ts';
import { feedbackHandler } from './handler.ts';

const { records, events } = openTables();

export const handler = feedbackHandler({
  ledger: new DynamoSendLedger(records),
  leads: new DynamoLeadStore(records, events),
  replies: new DynamoReplyStore(records, events),
  workspaces: new DynamoWorkspaceStore(records, events),
  pools: new DynamoPoolStore(records, events),
  counters: new DynamoHourCounters(records),
  clock: systemClock,
});

import { DynamoAlertStore } from '../../shared/alerts/adapters/alert-store.ts';
import { DynamoApprovalStore } from '../../shared/approvals/adapters/approval-store.ts';
import { DynamoTrackRecordStore } from '../../shared/autonomy/adapters/track-record-store.ts';
import { DynamoContactNumberStore } from '../../shared/channels/adapters/contact-number-store.ts';
import { DynamoLinkedinTaskStore } from '../../shared/channels/adapters/task-store.ts';
import { DynamoDecisionStore } from '../../shared/decisions/adapters/decision-store.ts';
import { DynamoDomainRegistry } from '../../shared/domains/adapters/domain-registry.ts';
import { DynamoPoolStore } from '../../shared/domains/adapters/pool-store.ts';
import { DynamoCohortStore } from '../../shared/drafting/adapters/cohort-store.ts';
import { DynamoContentStore } from '../../shared/drafting/adapters/content-store.ts';
import { DynamoHourCounters } from '../../shared/engagement/adapters/hour-counters.ts';
import { inboxStores } from '../../shared/inbox/adapters/stores.ts';
import { inboxOf } from '../../shared/inbox/app/record-received.ts';
import type { Clock } from '../../shared/kernel/clock.ts';
import { DynamoImportStore } from '../../shared/leads/adapters/import-store.ts';
import { DynamoLeadStore } from '../../shared/leads/adapters/lead-store.ts';
import { DynamoSuppressionStore } from '../../shared/leads/adapters/suppression-store.ts';
import { limitStores, underWayStores } from '../../shared/limits/adapters/stores.ts';
import { DynamoMissionStore } from '../../shared/missions/adapters/mission-store.ts';
import type { RecordTable } from '../../shared/platform/adapters/dynamodb/table.ts';
import { DynamoReplyStore } from '../../shared/replies/adapters/reply-store.ts';
import { DynamoSendLedger } from '../../shared/sending/adapters/send-ledger.ts';
import { DynamoSendTimeStore } from '../../shared/sending/adapters/send-time-store.ts';
import { ApprovedDrafts } from '../../shared/sending/app/approved-drafts.ts';
import { DynamoTaskStore } from '../../shared/tasks/adapters/task-store.ts';
import { DynamoWorkspaceStore } from '../../shared/workspaces/adapters/workspace-store.ts';

interface Tables {
  readonly records: RecordTable;
  readonly events: RecordTable;
}

/** Every port that keeps records, over two tables: those in memory or those of an engine. */
export const portsOver = ({ records, events }: Tables, clock: Clock) => ({
  alerts: new DynamoAlertStore(records, events),
  approvals: new DynamoApprovalStore(records, events),
  approved: new ApprovedDrafts(),
  citations: {
    // The missions of this world have nothing from documents.
    check: () => Promise.reject(new Error('Nothing is cited here.')),
  },
  cohorts: new DynamoCohortStore(records, events),
  contents: new DynamoContentStore(records),
  counters: new DynamoHourCounters(records),
  decisions: new DynamoDecisionStore(records),
  domains: new DynamoDomainRegistry(records, events),
  imports: new DynamoImportStore(records, events),
  inbox: inboxOf({ ...inboxStores({ records, events }), clock }),
  leads: new DynamoLeadStore(records, events),
  suppressions: new DynamoSuppressionStore(records),
  ledger: new DynamoSendLedger(records),
  ...limitStores({ records }, clock),
  ...underWayStores({ records }, clock),
  missions: new DynamoMissionStore(records, events),
  numbers: new DynamoContactNumberStore(records, events),
  pools: new DynamoPoolStore(records, events),
  replies: new DynamoReplyStore(records, events),
  sendTimes: new DynamoSendTimeStore(records),
  tasks: new DynamoTaskStore(records, events),
  trackRecords: new DynamoTrackRecordStore(records),
  linkedinTasks: new DynamoLinkedinTaskStore(records, events),
  workspaces: new DynamoWorkspaceStore(records, events),
  clock,
});
export type Ports = ReturnType<typeof portsOver>;

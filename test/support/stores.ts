import { adsStores } from '../../shared/ads/adapters/stores.ts';
import { alertStores } from '../../shared/alerts/adapters/stores.ts';
import { analyticsStores } from '../../shared/analytics/adapters/stores.ts';
import { approvalStores } from '../../shared/approvals/adapters/stores.ts';
import { automationStores } from '../../shared/automations/adapters/stores.ts';
import { autonomyStores } from '../../shared/autonomy/adapters/stores.ts';
import { campaignStores } from '../../shared/campaigns/adapters/stores.ts';
import { channelStores } from '../../shared/channels/adapters/stores.ts';
import { connectionStores } from '../../shared/connections/adapters/stores.ts';
import type { Citation } from '../../shared/content/domain/template.ts';
import { coordinationStores } from '../../shared/coordination/adapters/stores.ts';
import { correspondenceStores } from '../../shared/correspondence/adapters/stores.ts';
import { questionsOf } from '../../shared/correspondence/app/hear-questions.ts';
import { decisionStores } from '../../shared/decisions/adapters/stores.ts';
import { domainStores, providerDayStores } from '../../shared/domains/adapters/stores.ts';
import { draftingStores } from '../../shared/drafting/adapters/stores.ts';
import { engagementStores } from '../../shared/engagement/adapters/stores.ts';
import { guildStores } from '../../shared/guilds/adapters/stores.ts';
import { icpStores } from '../../shared/icp/adapters/stores.ts';
import { inboxStores } from '../../shared/inbox/adapters/stores.ts';
import { inboxOf } from '../../shared/inbox/app/record-received.ts';
import { type Clock, systemClock } from '../../shared/kernel/clock.ts';
import { knowledgeStores } from '../../shared/knowledge/adapters/stores.ts';
import { checkCitations } from '../../shared/knowledge/app/check-citations.ts';
import { leadStores } from '../../shared/leads/adapters/stores.ts';
import { limitStores, underWayStores } from '../../shared/limits/adapters/stores.ts';
import { liveStores } from '../../shared/live/adapters/stores.ts';
import { meetingStores } from '../../shared/meetings/adapters/stores.ts';
import { invitationsOf } from '../../shared/meetings/app/hear-of-invitations.ts';
import { memberStores } from '../../shared/members/adapters/stores.ts';
import { missionStores } from '../../shared/missions/adapters/stores.ts';
import { newsletterStores } from '../../shared/newsletter/adapters/stores.ts';
import { notificationStores } from '../../shared/notifications/adapters/stores.ts';
import { operationStores } from '../../shared/operations/adapters/stores.ts';
import type { Tables } from '../../shared/platform/adapters/dynamodb/table.ts';
import { provisioningStores } from '../../shared/provisioning/adapters/stores.ts';
import { recommendationStores } from '../../shared/recommendations/adapters/stores.ts';
import { replyStores } from '../../shared/replies/adapters/stores.ts';
import { riskStores } from '../../shared/risk/adapters/stores.ts';
import { sendingStores } from '../../shared/sending/adapters/stores.ts';
import { ApprovedDrafts } from '../../shared/sending/app/approved-drafts.ts';
import { socialStores } from '../../shared/social/adapters/stores.ts';
import { taskStores } from '../../shared/tasks/adapters/stores.ts';
import { webhookStores } from '../../shared/webhooks/adapters/stores.ts';
import { workspaceStores } from '../../shared/workspaces/adapters/stores.ts';
import { knowledgeFilesInMemory } from './knowledge.ts';

/**
 * The stores of all contexts, by the names under which use cases ask for them. Those of `llm` and `enrichment`, whose
 * ledgers go by the name that the send ledger has here, are opened by their own factories.
 */
export function stores(tables: Tables, clock: Clock = systemClock) {
  const all = storesOf(tables, clock);
  const knowledgeFiles = knowledgeFilesInMemory();
  const taskQueue = { send: async () => undefined };
  return {
    ...all,
    invitations: invitationsOf({ ...all, clock }),
    knowledgeFiles,
    citations: {
      check: (workspace: string, cited: readonly Citation[]) =>
        checkCitations({ ...all, knowledgeFiles, clock }, workspace, cited),
    },
    questions: questionsOf({ ...all, taskQueue, clock }),
  };
}

const storesOf = (tables: Tables, clock: Clock) => ({
  ...adsStores(tables),
  ...alertStores(tables),
  ...analyticsStores(tables),
  ...approvalStores(tables),
  ...automationStores(tables),
  ...autonomyStores(tables),
  ...campaignStores(tables),
  ...channelStores(tables),
  ...connectionStores(tables),
  ...socialStores(tables),
  ...coordinationStores(tables),
  ...correspondenceStores(tables),
  ...decisionStores(tables),
  ...domainStores(tables),
  ...providerDayStores(tables),
  ...draftingStores(tables),
  ...engagementStores(tables),
  ...guildStores(tables),
  ...icpStores(tables),
  ...inboxStores(tables),
  inbox: inboxOf({ ...inboxStores(tables), clock }),
  ...knowledgeStores(tables),
  ...leadStores(tables),
  ...limitStores(tables, clock),
  ...underWayStores(tables, clock),
  ...liveStores(tables, clock),
  ...meetingStores(tables),
  ...missionStores(tables),
  ...newsletterStores(tables),
  ...notificationStores(tables, clock),
  ...operationStores(tables),
  ...provisioningStores(tables),
  ...recommendationStores(tables),
  ...replyStores(tables),
  ...riskStores(tables),
  ...sendingStores(tables),
  approved: new ApprovedDrafts(),
  ...taskStores(tables),
  ...memberStores(tables),
  ...webhookStores(tables, clock),
  ...workspaceStores(tables),
});

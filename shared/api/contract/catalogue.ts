import { alertEvents } from '../../alerts/contract/events.ts';
import { analyticsEvents } from '../../analytics/contract/events.ts';
import { approvalEvents } from '../../approvals/contract/events.ts';
import { automationEvents } from '../../automations/contract/events.ts';
import { campaignEvents } from '../../campaigns/contract/events.ts';
import { channelEvents } from '../../channels/contract/events.ts';
import { connectionEvents } from '../../connections/contract/events.ts';
import { agentEvents } from '../../coordination/contract/events.ts';
import { correspondenceEvents } from '../../correspondence/contract/events.ts';
import { councilEvents } from '../../council/contract/events.ts';
import { domainEvents } from '../../domains/contract/events.ts';
import { enrichmentEvents } from '../../enrichment/contract/events.ts';
import { gdprEvents } from '../../gdpr/contract/events.ts';
import { guildEvents } from '../../guilds/contract/events.ts';
import { icpEvents } from '../../icp/contract/events.ts';
import { inboxEvents } from '../../inbox/contract/events.ts';
import type { EventContract } from '../../kernel/contract/event-contract.ts';
import { knowledgeEvents } from '../../knowledge/contract/events.ts';
import { leadEvents } from '../../leads/contract/events.ts';
import { meetingEvents } from '../../meetings/contract/events.ts';
import { memberEvents } from '../../members/contract/events.ts';
import { missionEvents } from '../../missions/contract/events.ts';
import { newsletterEvents } from '../../newsletter/contract/events.ts';
import { notificationEvents } from '../../notifications/contract/events.ts';
import { provisioningEvents } from '../../provisioning/contract/events.ts';
import { recommendationEvents } from '../../recommendations/contract/events.ts';
import { replyEvents } from '../../replies/contract/events.ts';
import { seatEvents } from '../../seats/contract/events.ts';
import { sendingEvents } from '../../sending/contract/events.ts';
import { taskEvents } from '../../tasks/contract/events.ts';
import { webhookEvents } from '../../webhooks/contract/events.ts';
import { workspaceEvents } from '../../workspaces/contract/events.ts';

/** Every event of Rex, by name. No other event is published. */
const EVENTS = {
  ...agentEvents,
  ...alertEvents,
  ...analyticsEvents,
  ...approvalEvents,
  ...automationEvents,
  ...connectionEvents,
  ...campaignEvents,
  ...channelEvents,
  ...correspondenceEvents,
  ...councilEvents,
  ...domainEvents,
  ...provisioningEvents,
  ...enrichmentEvents,
  ...gdprEvents,
  ...guildEvents,
  ...icpEvents,
  ...inboxEvents,
  ...knowledgeEvents,
  ...leadEvents,
  ...meetingEvents,
  ...memberEvents,
  ...missionEvents,
  ...newsletterEvents,
  ...notificationEvents,
  ...recommendationEvents,
  ...replyEvents,
  ...seatEvents,
  ...sendingEvents,
  ...taskEvents,
  ...webhookEvents,
  ...workspaceEvents,
};

/** The same by name, without the types of their data: for documents and checks. */
export const EVENT_CONTRACTS: ReadonlyMap<string, EventContract> = new Map(Object.entries(EVENTS));

import { resourceRoutes } from '../../allocation/contract/routes.ts';
import { analyticsRoutes } from '../../analytics/contract/routes.ts';
import { approvalRoutes } from '../../approvals/contract/routes.ts';
import { automationRoutes } from '../../automations/contract/routes.ts';
import { autonomyRoutes } from '../../autonomy/contract/routes.ts';
import { campaignRoutes } from '../../campaigns/contract/routes.ts';
import { commandRoutes } from '../../commands/contract/routes.ts';
import { connectionRoutes } from '../../connections/contract/routes.ts';
import { agentRoutes } from '../../coordination/contract/routes.ts';
import { correspondenceRoutes } from '../../correspondence/contract/routes.ts';
import { decisionRoutes } from '../../decisions/contract/routes.ts';
import { enrichmentRoutes } from '../../enrichment/contract/routes.ts';
import { forecastRoutes } from '../../forecast/contract/routes.ts';
import { gdprRoutes } from '../../gdpr/contract/routes.ts';
import { oneAgentRoutes } from '../../guilds/contract/agent-routes.ts';
import { guildRoutes } from '../../guilds/contract/routes.ts';
import { profileRoutes } from '../../icp/contract/routes.ts';
import { inboxRoutes } from '../../inbox/contract/routes.ts';
import { knowledgeRoutes } from '../../knowledge/contract/routes.ts';
import { leadRoutes } from '../../leads/contract/routes.ts';
import { channelRoutes } from '../../linkedin/contract/routes.ts';
import { llmRoutes } from '../../llm/contract/routes.ts';
import { SEAT_TABLES } from '../../lords/registry.ts';
import { meetingRoutes } from '../../meetings/contract/routes.ts';
import { memberRoutes } from '../../members/contract/routes.ts';
import { missionRoutes } from '../../missions/contract/routes.ts';
import { newsletterRoutes } from '../../newsletter/contract/routes.ts';
import { decisionLinkRoutes } from '../../notifications/contract/link-routes.ts';
import { notificationRoutes } from '../../notifications/contract/routes.ts';
import { operationRoutes } from '../../operations/contract/routes.ts';
import { settingsRoutes } from '../../operations/contract/settings-routes.ts';
import { systemRoutes } from '../../operations/contract/system-routes.ts';
import { provisioningRoutes } from '../../provisioning/contract/routes.ts';
import { replyRoutes } from '../../replies/contract/routes.ts';
import { taskRoutes } from '../../tasks/contract/routes.ts';
import { webhookRoutes } from '../../webhooks/contract/routes.ts';
import { mcpRoutes } from './mcp-routes.ts';
import { publicRoutes } from './public-routes.ts';

/**
 * Every route, by area. One function serves an area: `functions/http/missions` serves `missions`. The OpenAPI document,
 * the routes in API Gateway and the contract tests derive from this.
 */
export const ROUTE_TABLES = {
  missions: missionRoutes,
  campaigns: campaignRoutes,
  forecast: forecastRoutes,
  leads: leadRoutes,
  gdpr: gdprRoutes,
  enrichment: enrichmentRoutes,
  approvals: { ...approvalRoutes, ...decisionLinkRoutes },
  replies: replyRoutes,
  inbox: inboxRoutes,
  resources: resourceRoutes,
  provisioning: provisioningRoutes,
  commands: commandRoutes,
  decisions: decisionRoutes,
  operations: operationRoutes,
  agents: { ...agentRoutes, ...oneAgentRoutes },
  guilds: guildRoutes,
  ...SEAT_TABLES,
  automations: automationRoutes,
  connections: connectionRoutes,
  profiles: profileRoutes,
  llm: llmRoutes,
  channels: channelRoutes,
  meetings: meetingRoutes,
  members: memberRoutes,
  tasks: { ...taskRoutes, ...autonomyRoutes },
  correspondence: correspondenceRoutes,
  knowledge: knowledgeRoutes,
  analytics: analyticsRoutes,
  webhooks: webhookRoutes,
  notifications: notificationRoutes,
  newsletter: newsletterRoutes,
  mcp: mcpRoutes,
  system: { ...systemRoutes, ...settingsRoutes },
  public: publicRoutes,
} as const;
export type Area = keyof typeof ROUTE_TABLES;

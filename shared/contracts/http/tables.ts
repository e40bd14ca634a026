import { agentRoutes } from './agents.ts';
import { analyticsRoutes } from './analytics.ts';
import { approvalRoutes } from './approvals.ts';
import { channelRoutes } from './channels.ts';
import { commandRoutes } from './commands.ts';
import { decisionRoutes } from './decisions.ts';
import { enrichmentRoutes } from './enrichment.ts';
import { leadRoutes } from './leads.ts';
import { llmRoutes } from './llm.ts';
import { missionRoutes } from './missions.ts';
import { operationRoutes } from './operations.ts';
import { profileRoutes } from './profiles.ts';
import { publicRoutes } from './public.ts';
import { replyRoutes } from './replies.ts';
import { resourceRoutes } from './resources.ts';
import { systemRoutes } from './system.ts';

/**
 * Every route, by area. One function answers an area: `missions` is `functions/http/missions`. The OpenAPI document,
 * the routes in API Gateway and the tests of the contract are made of this.
 */
export const ROUTE_TABLES = {
  missions: missionRoutes,
  leads: leadRoutes,
  enrichment: enrichmentRoutes,
  approvals: approvalRoutes,
  replies: replyRoutes,
  resources: resourceRoutes,
  commands: commandRoutes,
  decisions: decisionRoutes,
  operations: operationRoutes,
  agents: agentRoutes,
  profiles: profileRoutes,
  llm: llmRoutes,
  channels: channelRoutes,
  analytics: analyticsRoutes,
  system: systemRoutes,
  public: publicRoutes,
} as const;
export type Area = keyof typeof ROUTE_TABLES;

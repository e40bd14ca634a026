import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { EXTERNAL_WORK } from '../../../shared/agents/personalizer/external-work.ts';
import { AGENTS } from '../../../shared/agents/registry.ts';
import { coordinationStores } from '../../../shared/coordination/adapters/stores.ts';
import { agentsHealth, agentsStatus, viewWorkflows } from '../../../shared/coordination/app/agents-status.ts';
import { answerAgent } from '../../../shared/coordination/app/answer-agent.ts';
import {
  listExternalAgents,
  registerAgent,
  revokeAgent,
  rotateAgentSecret,
} from '../../../shared/coordination/app/external-agents.ts';
import { agentHeaderSchema } from '../../../shared/coordination/contract/external-agent-routes.ts';
import { agentRoutes } from '../../../shared/coordination/contract/routes.ts';
import { agentSecret } from '../../../shared/coordination/domain/external-agent.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { draftingStores } from '../../../shared/drafting/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { RexError } from '../../../shared/kernel/errors.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import type { MissionMessage } from '../../../shared/missions/contract/messages.ts';
import { readSecret } from '../../../shared/platform/adapters/secrets/secret-reader.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { causedBy } from '../../../shared/platform/runtime/caused-by.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import { parseSignedBody } from '../../../shared/platform/runtime/http-request.ts';
import { verifySigned } from '../../../shared/platform/runtime/signed-request.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

const env = readEnv({ MISSIONS_QUEUE_URL: z.string(), THREAD_SECRET_ARN: z.string() });
const tables = openTables();
const deps = {
  ...coordinationStores(tables),
  queue: new SqsQueue<MissionMessage>(new SQSClient(awsClient()), env.MISSIONS_QUEUE_URL),
  secret: await readSecret(new SecretsManagerClient(awsClient()), env.THREAD_SECRET_ARN),
  clock: systemClock,
  registry: AGENTS,
  work: EXTERNAL_WORK,
  ...missionStores(tables),
  ...draftingStores(tables),
  ...workspaceStores(tables),
  ...domainStores(tables),
};

export const handler = httpHandler(agentRoutes, {
  agentsStatus: async ({ caller }) => ({ body: await agentsStatus(deps, caller.workspace) }),
  agentsHealth: async ({ caller }) => ({ body: await agentsHealth(deps, caller.workspace) }),
  registerAgent: async (request) => ({
    body: await registerAgent(deps, { ...causedBy(request), ...request.body }),
  }),
  listExternalAgents: async ({ caller }) => ({
    body: { agents: await listExternalAgents(deps, caller.workspace) },
  }),
  rotateAgentSecret: async (request) => ({
    body: await rotateAgentSecret(deps, { ...causedBy(request), id: request.params.id }),
  }),
  revokeAgent: async (request) => ({
    body: await revokeAgent(deps, { ...causedBy(request), id: request.params.id }),
  }),
  agentMission: async ({ headers, rawBody }) => {
    const said = agentHeaderSchema.safeParse(headers['rex-agent'] ?? '').data;
    const agent = said && (await deps.agents.get(said.workspace, said.id));
    // The same answer for an unknown agent, a revoked one and a wrong signature, so that it does not reveal which agents exist.
    const secrets = agent?.state === 'active' ? [agentSecret(deps.secret, agent)] : [];
    const request = verifySigned({ headers, rawBody }, secrets);
    if (!agent) throw new RexError('UNAUTHENTICATED', 'The signature of this webhook is missing or wrong.');
    const body = parseSignedBody(agentRoutes.agentMission.body, rawBody);
    return { body: await answerAgent(deps, agent, body, request) };
  },
  listWorkflows: async () => ({ body: viewWorkflows(AGENTS) }),
});

import {
  agentsHealth,
  agentsStatus,
  listAgents,
  viewWorkflows,
} from '../../../shared/coordination/app/agents-status.ts';
import { type AnswerAgentDeps, answerAgent } from '../../../shared/coordination/app/answer-agent.ts';
import {
  type ExternalAgentDeps,
  listExternalAgents,
  registerAgent,
  revokeAgent,
  rotateAgentSecret,
} from '../../../shared/coordination/app/external-agents.ts';
import type { AgentLog } from '../../../shared/coordination/app/ports/agents.ts';
import { agentHeaderSchema } from '../../../shared/coordination/contract/external-agent-routes.ts';
import { agentRoutes } from '../../../shared/coordination/contract/routes.ts';
import { agentSecret } from '../../../shared/coordination/domain/external-agent.ts';
import type { ViewAgentDeps } from '../../../shared/guilds/app/view-agent.ts';
import { oneAgentRoutes } from '../../../shared/guilds/contract/agent-routes.ts';
import { RexError } from '../../../shared/kernel/errors.ts';
import { causedBy } from '../../../shared/platform/runtime/caused-by.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import { parseSignedBody } from '../../../shared/platform/runtime/http-request.ts';
import { verifySigned } from '../../../shared/platform/runtime/signed-request.ts';

export interface AgentsDeps extends ExternalAgentDeps, ViewAgentDeps {
  readonly queue: AnswerAgentDeps['queue'];
  readonly work: AnswerAgentDeps['work'];
  readonly log: AgentLog;
}

export const agentsHandler = (deps: AgentsDeps) =>
  httpHandler(
    { ...agentRoutes, ...oneAgentRoutes },
    {
      agentsStatus: async ({ caller }) => ({ body: await agentsStatus(deps, caller.workspace) }),
      listAgents: async ({ caller }) => ({ body: await listAgents(deps, caller.workspace) }),
      getAgent: async ({ caller, params }) => {
        const { viewAgent } = await import('../../../shared/guilds/app/view-agent.ts');
        return { body: await viewAgent(deps, caller.workspace, params.name) };
      },
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
        if (!agent)
          throw new RexError('UNAUTHENTICATED', 'The signature of this webhook is missing or wrong.');
        const body = parseSignedBody(agentRoutes.agentMission.body, rawBody);
        return { body: await answerAgent(deps, agent, body, request) };
      },
      listWorkflows: async () => ({ body: viewWorkflows(deps.registry) }),
    },
  );

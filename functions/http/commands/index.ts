import { type Executors, runCommand } from '../../../shared/app/commands/run-command.ts';
import { explainLead } from '../../../shared/app/leads/explain-lead.ts';
import { cancelMission } from '../../../shared/app/missions/cancel-mission.ts';
import { createMission } from '../../../shared/app/missions/create-mission.ts';
import { listMissions } from '../../../shared/app/missions/list-missions.ts';
import { retryMission } from '../../../shared/app/missions/retry-mission.ts';
import { viewMission } from '../../../shared/app/missions/view-mission.ts';
import { pauseDomain } from '../../../shared/app/resources/pause-domain.ts';
import { resumeDomain } from '../../../shared/app/resources/resume-domain.ts';
import { rotateDomain } from '../../../shared/app/resources/rotate-domain.ts';
import { listDomains } from '../../../shared/app/workspaces/list-domains.ts';
import { pauseWorkspace } from '../../../shared/app/workspaces/pause-workspace.ts';
import { readStatus } from '../../../shared/app/workspaces/read-status.ts';
import { resumeWorkspace } from '../../../shared/app/workspaces/resume-workspace.ts';
import { commandRoutes } from '../../../shared/contracts/http/commands.ts';
import { causedBy } from '../../../shared/runtime/caused-by.ts';
import { httpHandler } from '../../../shared/runtime/http.ts';
import type { Caller } from '../../../shared/runtime/http-event.ts';
import { container } from './container.ts';

const deps = await container();
/** Newest first. */
const LISTED = 25;
const REASON = 'Asked for by a command.';

const executorsFor = (request: {
  readonly caller: Caller;
  readonly correlationId: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
}): Executors => {
  const { workspace, subject } = request.caller;
  const cause = causedBy(request);
  const brief = ({ id, state }: { readonly id: string; readonly state: string }) => ({ id, state });
  return {
    'create-mission': async (body) =>
      brief(
        await createMission(deps, {
          workspace,
          actor: { kind: 'user', id: subject },
          body,
          idempotencyKey: request.headers['idempotency-key'],
          correlationId: request.correlationId,
        }),
      ),
    'cancel-mission': async ({ missionId }) =>
      brief(await cancelMission(deps, { workspace, missionId, subject, reason: REASON })),
    'retry-mission': async ({ missionId }) =>
      brief(await retryMission(deps, { workspace, missionId, subject })),
    'show-mission': ({ missionId }) => viewMission(deps, workspace, missionId),
    'list-missions': (filter) => listMissions(deps, workspace, { ...filter, limit: LISTED }),
    'show-status': async () => ({ ...(await readStatus(deps, workspace)) }),
    pause: () => pauseWorkspace(deps, cause),
    resume: () => resumeWorkspace(deps, cause),
    'list-domains': async () => ({ domains: await listDomains(deps, workspace) }),
    'rotate-domain': ({ domain, to }) => rotateDomain(deps, { ...cause, domain, to, reason: REASON }),
    'pause-domain': ({ domain }) => pauseDomain(deps, { ...cause, domain, reason: REASON }),
    'resume-domain': ({ domain }) => resumeDomain(deps, { ...cause, domain, reason: REASON }),
    'explain-lead': ({ leadId }) => explainLead(deps, workspace, leadId),
  };
};

export const handler = httpHandler(commandRoutes, {
  runCommand: async (request) => ({
    body: await runCommand(
      { llm: deps.llm, executors: executorsFor(request) },
      { ...request.caller, ...request.body },
    ),
  }),
});

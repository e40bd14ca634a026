import { pauseDomain } from '../../../shared/allocation/app/pause-domain.ts';
import { resumeDomain } from '../../../shared/allocation/app/resume-domain.ts';
import { rotateDomain } from '../../../shared/allocation/app/rotate-domain.ts';
import { type Executors, runCommand } from '../../../shared/commands/app/run-command.ts';
import { commandRoutes } from '../../../shared/commands/contract/routes.ts';
import { listDomains } from '../../../shared/domains/app/list-domains.ts';
import { explainLead } from '../../../shared/explain/app/explain-lead.ts';
import { listMissions } from '../../../shared/explain/app/list-missions.ts';
import { viewMission } from '../../../shared/explain/app/view-mission.ts';
import { cancelMission } from '../../../shared/missions/app/cancel-mission.ts';
import { createMission } from '../../../shared/missions/app/create-mission.ts';
import { retryMission } from '../../../shared/missions/app/retry-mission.ts';
import type { StillSending } from '../../../shared/missions/contract/still-sending.ts';
import { pauseWorkspace } from '../../../shared/operations/app/pause-workspace.ts';
import { readStatus } from '../../../shared/operations/app/read-status.ts';
import { resumeWorkspace } from '../../../shared/operations/app/resume-workspace.ts';
import { causedBy } from '../../../shared/platform/runtime/caused-by.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import type { Caller } from '../../../shared/platform/runtime/http-event.ts';
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
  const brief = ({
    id,
    state,
    stillSending,
  }: { readonly id: string; readonly state: string } & StillSending) => ({
    id,
    state,
    stillSending,
  });
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

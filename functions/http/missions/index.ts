import { checkAutomation } from '../../../shared/automations/app/check-automation.ts';
import { listMissions } from '../../../shared/explain/app/list-missions.ts';
import { viewMission } from '../../../shared/explain/app/view-mission.ts';
import { cancelMission } from '../../../shared/missions/app/cancel-mission.ts';
import { createMission } from '../../../shared/missions/app/create-mission.ts';
import { retryMission } from '../../../shared/missions/app/retry-mission.ts';
import { missionRoutes } from '../../../shared/missions/contract/routes.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import { resumeSending } from '../../../shared/sending/app/resume-sending.ts';
import { container } from './container.ts';

const deps = container();

export const handler = httpHandler(missionRoutes, {
  createMission: async ({ caller, body, headers, correlationId }) => {
    await checkAutomation(deps, caller.workspace, body.params);
    const mission = await createMission(deps, {
      workspace: caller.workspace,
      actor: { kind: 'user', id: caller.subject },
      body,
      idempotencyKey: headers['idempotency-key'],
      correlationId,
    });
    return {
      body: { id: mission.id, state: mission.state },
      headers: { location: `/api/rex/missions/${mission.id}` },
    };
  },

  listMissions: async ({ caller, query }) => ({ body: await listMissions(deps, caller.workspace, query) }),

  getMission: async ({ caller, params }) => ({ body: await viewMission(deps, caller.workspace, params.id) }),

  cancelMission: async ({ caller, params, body }) => {
    const { id, state, stillSending } = await cancelMission(deps, {
      workspace: caller.workspace,
      missionId: params.id,
      subject: caller.subject,
      reason: body.reason,
    });
    return { body: { id, state, stillSending } };
  },

  resumeMission: async ({ caller, params, body }) => {
    const { id, state } = await resumeSending(deps, {
      workspace: caller.workspace,
      missionId: params.id,
      subject: caller.subject,
      reason: body.reason,
    });
    return { body: { id, state } };
  },

  retryMission: async ({ caller, params }) => {
    const { id, state } = await retryMission(deps, {
      workspace: caller.workspace,
      missionId: params.id,
      subject: caller.subject,
    });
    return { body: { id, state } };
  },
});

import { cancelMission } from '../../../shared/app/missions/cancel-mission.ts';
import { createMission } from '../../../shared/app/missions/create-mission.ts';
import { listMissions } from '../../../shared/app/missions/list-missions.ts';
import { retryMission } from '../../../shared/app/missions/retry-mission.ts';
import { viewMission } from '../../../shared/app/missions/view-mission.ts';
import { missionRoutes } from '../../../shared/contracts/http/missions.ts';
import { httpHandler } from '../../../shared/runtime/http.ts';
import { container } from './container.ts';

const deps = container();

export const handler = httpHandler(missionRoutes, {
  createMission: async ({ caller, body, headers, correlationId }) => {
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
    const { id, state } = await cancelMission(deps, {
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

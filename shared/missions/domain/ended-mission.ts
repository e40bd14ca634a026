import * as z from 'zod';
import { instantSchema, missionIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { keepUnknown } from '../../kernel/contract/tolerance.ts';
import type { RexEvent } from '../../kernel/events.ts';
import { MISSION_STATES, MISSION_TYPES } from '../contract/mission.ts';
import type { Mission } from './mission.ts';
import { isTerminal } from './states.ts';
import { workflowOf } from './workflows/workflows.ts';

/** How a mission ended, in few bytes: what benchmarks and the search for anomalies are made of. */
export const endedMissionSchema = z.object({
  workspace: workspaceIdSchema,
  missionId: missionIdSchema,
  type: keepUnknown(z.enum(MISSION_TYPES)),
  workflow: z.string(),
  state: keepUnknown(z.enum(MISSION_STATES)),
  endedAt: instantSchema,
  /** Whether its workflow's criteria of success are met. */
  met: z.boolean().optional(),
  /** Of its agents; the time in which it waited for people and the calendar is left out. */
  workedMs: z.number().optional(),
});
export type EndedMission = z.infer<typeof endedMissionSchema>;

/** What an event says of the end of its mission, which is as it is after the event. */
export function endOf(mission: Mission, { name, data, at }: RexEvent): EndedMission | undefined {
  if (name !== 'mission.transitioned' || !isTerminal(mission.state) || data['to'] !== mission.state)
    return undefined;
  return {
    workspace: mission.workspace,
    missionId: mission.id,
    type: mission.type,
    workflow: workflowOf(mission).name,
    state: mission.state,
    endedAt: at,
    met: mission.outcome?.met,
    workedMs: mission.workedMs,
  };
}

import * as z from 'zod';
import { instantSchema, missionIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { keepUnknown } from '../../kernel/contract/tolerance.ts';
import type { RexEvent } from '../../kernel/events.ts';
import { MISSION_STATES, MISSION_TYPES } from '../contract/mission.ts';
import type { Mission } from './mission.ts';
import { isTerminal } from './states.ts';
import { workflowOf } from './workflows/workflows.ts';

/** Compact record of how a mission ended, for benchmarks and the search for anomalies. */
export const endedMissionSchema = z.object({
  workspace: workspaceIdSchema,
  missionId: missionIdSchema,
  type: keepUnknown(z.enum(MISSION_TYPES)),
  workflow: z.string(),
  state: keepUnknown(z.enum(MISSION_STATES)),
  endedAt: instantSchema,
  /** Whether the success criteria of its workflow were met. */
  met: z.boolean().optional(),
  /** Working time of its agents, without the time in which it waited for people and the calendar. */
  workedMs: z.number().optional(),
});
export type EndedMission = z.infer<typeof endedMissionSchema>;

/** The record of a mission that an event has ended; `mission` is as it is after the event. */
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

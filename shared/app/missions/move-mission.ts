import { decideByTable } from '../../domain/decisions/decide.ts';
import type { Decision } from '../../domain/decisions/decision.ts';
import { type Change, type Mission, type MissionChange, transition } from '../../domain/missions/mission.ts';
import type { MissionEvent } from '../../domain/missions/states.ts';
import type { MissionStore } from '../ports/missions.ts';

/**
 * Moves a mission along one edge: state, event for the audit log and the bus, and the decision, in one
 * transaction guarded by the version that was read.
 */
export function moveMission(
  missions: MissionStore,
  mission: Mission,
  event: MissionEvent,
  change: Change,
  update: MissionChange = {},
  decidedBy: readonly Decision[] = [],
): Promise<Mission> {
  const moved = transition(mission, event, change);
  const byTable = decideByTable(decisionId(mission, 't'), mission.state, event, change.now, () =>
    performance.now(),
  );
  return missions.save(
    { ...moved.mission, ...update },
    { events: [moved.event], decisions: [...decidedBy, ...(byTable ? [byTable] : [])] },
  );
}

/** Decisions sort by the version of the mission that they made. */
export const decisionId = (mission: Mission, kind: string): string =>
  `${String(mission.version + 1).padStart(8, '0')}${kind}`;

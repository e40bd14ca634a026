import type { DecisionContext } from '../../decisions/domain/decide.ts';
import type { Decision } from '../../decisions/domain/decision.ts';
import { decideByTable } from '../domain/decide-transition.ts';
import { type Change, type Mission, type MissionChange, transition } from '../domain/mission.ts';
import { progressOf } from '../domain/progress.ts';
import { isTerminal, type MissionEvent } from '../domain/states.ts';
import { workflowOf } from '../domain/workflows/workflows.ts';
import type { MissionStore } from './ports/missions.ts';

/**
 * Makes one transition of a mission: the state, the event for the audit log and the bus, and the decision, in one transaction
 * that is guarded by the version that was read. A mission that stops remembers how far it was, so that lists
 * need not read its steps.
 */
export async function moveMission(
  missions: MissionStore,
  mission: Mission,
  event: MissionEvent,
  change: Change,
  update: MissionChange = {},
  decidedBy: readonly Decision[] = [],
): Promise<Mission> {
  const moved = transition(mission, event, change);
  const byTable = decideByTable(decisionContext(mission, 't', change.now), mission.state, event);
  const { state } = moved.mission;
  const stops = isTerminal(state) && state !== 'COMPLETED';
  const progress = stops
    ? progressOf(workflowOf(mission), await missions.steps(mission.workspace, mission.id))
    : mission.progress;
  return missions.save(
    { ...moved.mission, progress, ...update },
    { events: [moved.event], decisions: [...decidedBy, ...(byTable ? [byTable] : [])] },
  );
}

/** The context of a decision about a mission as it is now. */
export const decisionContext = (mission: Mission, kind: string, now: Date): DecisionContext => ({
  id: decisionId(mission, kind),
  subject: mission.id,
  now,
  stopwatch: () => performance.now(),
});

/** Ids of decisions sort by the version of the mission that they produced. */
const decisionId = (mission: Mission, kind: string): string =>
  `${String(mission.version + 1).padStart(8, '0')}${kind}`;

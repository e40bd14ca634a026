import { DEFAULT_THRESHOLDS, decide } from '../../decisions/domain/decide.ts';
import { type Clock, HOUR } from '../../kernel/clock.ts';
import { REX } from '../../kernel/events.ts';
import type { WorkspaceRecord } from '../../workspaces/app/ports/workspace.ts';
import { type Mission, missionEvent } from '../domain/mission.ts';
import { decisionContext } from './move-mission.ts';
import type { MissionStore } from './ports/missions.ts';

/**
 * Raises the priority of a mission that has waited too long or whose deadline is near, if the decision engine decides so.
 * Aging moves all missions equally; this moves one ahead, with a reason.
 */
export async function boostWaiting(
  { missions, clock }: { readonly missions: Pick<MissionStore, 'save'>; readonly clock: Clock },
  mission: Mission,
  record: WorkspaceRecord | undefined,
): Promise<Mission> {
  const rules = record?.settings.rules ?? DEFAULT_THRESHOLDS;
  const now = clock.now();
  const hours = (ms: number): number => Math.round((ms / HOUR) * 10) / 10;
  const { priority, deadline, createdAt } = mission;
  const facts = {
    priority,
    ageHours: hours(now.getTime() - Date.parse(createdAt)),
    hoursToDeadline: deadline === undefined ? null : hours(Date.parse(deadline) - now.getTime()),
  };
  const decision = decide(decisionContext(mission, 'q', now), 'queue', facts, rules);
  if (decision.action !== 'boost') return mission;
  const reason = decision.explanation;
  const change = { now, actor: REX, reason };
  const data = { from: priority, to: rules.boostTo, reason };
  return missions.save(
    { ...mission, priority: rules.boostTo, updatedAt: now.toISOString() },
    { events: [missionEvent(mission, 'mission.boosted', change, data)], decisions: [decision] },
  );
}

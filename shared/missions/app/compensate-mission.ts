import { voidApproval } from '../../approvals/app/void-approval.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Mission } from '../domain/mission.ts';
import type { Compensation } from '../domain/workflows/actions.ts';
import { workflowOf } from '../domain/workflows/workflows.ts';
import type { ApprovalStore, MissionStore } from './ports/missions.ts';

export interface CompensateDeps {
  readonly missions: MissionStore;
  readonly approvals: ApprovalStore;
  readonly clock: Clock;
}

/** Each may be done twice: a death in between repeats them. */
const HOW: Readonly<Record<Compensation, (deps: CompensateDeps, mission: Mission) => Promise<void>>> = {
  'void-approval': (deps, mission) =>
    voidApproval(deps, mission, 'The mission has ended: there is nothing more to approve.'),
};

/** Takes back what the steps of a mission that ended badly have left behind, the last one first. */
export async function compensateMission(deps: CompensateDeps, mission: Mission): Promise<void> {
  const begun = new Set((await deps.missions.steps(mission.workspace, mission.id)).map(({ name }) => name));
  for (const { name, compensate } of workflowOf(mission).steps.toReversed()) {
    if (compensate && begun.has(name)) await HOW[compensate](deps, mission);
  }
}

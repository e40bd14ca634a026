import { stateOf } from '../../coordination/app/ask-outside.ts';
import type { ErrandStore } from '../../coordination/app/ports/outside-agents.ts';
import { errandIdOf } from '../../coordination/domain/errand.ts';
import { outreachMission } from '../../missions/domain/mission.ts';
import { byOutside, type PersonalizeDeps, personalizeBy } from './start-personalize.ts';

/**
 * Goes on with a step that was given outside. With a result it is finished; when nobody did it, the machine starts it
 * again, and then Rex does it by itself. Harmless when it comes too early, too late or twice.
 */
export async function continueStep(
  deps: PersonalizeDeps & { readonly errands: ErrandStore },
  {
    workspace,
    missionId,
    step: name,
  }: { readonly workspace: string; readonly missionId: string; readonly step: string },
): Promise<void> {
  const [mission, step, errand] = await Promise.all([
    deps.missions.get(workspace, missionId),
    deps.missions.getStep(workspace, missionId, name),
    deps.errands.get(workspace, errandIdOf(missionId, name)),
  ]);
  if (mission?.state !== 'EXECUTING' || !step?.token || step.state === 'done' || !errand) return;
  const state = await stateOf(deps, errand);
  if (state === 'waiting') return;
  if (state === 'own') {
    await deps.tokens.fail(
      step.token,
      'Rex.Transient',
      'No external agent completed the assignment: Rex does the step itself.',
    );
    return;
  }
  await personalizeBy(deps, outreachMission(mission), step, async (brief) => byOutside(brief, state));
}

import type { StartersOf } from '../../coordination/app/agent-steps.ts';
import { outreachMission } from '../../missions/domain/mission.ts';
import type { coordinatorManifest } from './manifest.ts';
import { type StartAutomateDeps, startAutomate } from './start-automate.ts';
import { startRecoverMissions } from './start-recover-missions.ts';

export const coordinatorStarters = {
  'recover-missions': startRecoverMissions,
  automate: (deps: StartAutomateDeps, mission, step) => startAutomate(deps, outreachMission(mission), step),
} satisfies StartersOf<typeof coordinatorManifest>;

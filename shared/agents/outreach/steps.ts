import type { StartersOf } from '../../coordination/app/agent-steps.ts';
import { outreachMission } from '../../missions/domain/mission.ts';
import type { outreachManifest } from './manifest.ts';
import { type StartOutreachDeps, startOutreach } from './start-outreach.ts';

export const outreachStarters = {
  outreach: (deps: StartOutreachDeps, mission, step) => startOutreach(deps, outreachMission(mission), step),
} satisfies StartersOf<typeof outreachManifest>;

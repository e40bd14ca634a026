import type { StartersOf, WorkersOf } from '../../coordination/app/agent-steps.ts';
import { outreachMission } from '../../missions/domain/mission.ts';
import type { reviverManifest } from './manifest.ts';
import { scorePage } from './score-page.ts';
import { type StartScoreDeps, startScore } from './start-score.ts';

export const reviverStarters = {
  score: (deps: StartScoreDeps, mission, step) => startScore(deps, outreachMission(mission), step),
} satisfies StartersOf<typeof reviverManifest>;

export const reviverWorkers = {
  score: scorePage,
} satisfies WorkersOf<typeof reviverManifest>;

import type { StartersOf, WorkersOf } from '../../coordination/app/agent-steps.ts';
import { outreachMission } from '../../missions/domain/mission.ts';
import { draftCohort } from './draft-cohort.ts';
import type { personalizerManifest } from './manifest.ts';
import { type StartDraftDeps, startDraft } from './start-draft.ts';
import { type StartPersonalizeDeps, startPersonalize } from './start-personalize.ts';

type Models = Pick<StartPersonalizeDeps, 'llm' | 'background'>;
interface PersonalizeStepDeps extends Omit<StartPersonalizeDeps, keyof Models> {
  /** Opened when the step begins: most steps ask no model, and its secret is not read for them. */
  readonly models: () => Promise<Models>;
}

export const personalizerStarters = {
  personalize: async ({ models, ...deps }: PersonalizeStepDeps, mission, step) =>
    startPersonalize({ ...deps, ...(await models()) }, outreachMission(mission), step),
  draft: (deps: StartDraftDeps, mission, step) => startDraft(deps, outreachMission(mission), step),
} satisfies StartersOf<typeof personalizerManifest>;

export const personalizerWorkers = {
  draft: draftCohort,
} satisfies WorkersOf<typeof personalizerManifest>;

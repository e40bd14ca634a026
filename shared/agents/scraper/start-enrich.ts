import { settingsOf } from '../../enrichment/app/settings-of.ts';
import { indexPages } from '../../leads/app/index-pages.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import { expectParts, type StepDeps } from '../../missions/app/mission-steps.ts';
import type { BatchQueue } from '../../missions/app/ports/queues.ts';
import type { Mission } from '../../missions/domain/mission.ts';
import type { StepRecord } from '../../missions/domain/step.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { scraperManifest } from './manifest.ts';

export interface StartEnrichDeps extends StepDeps {
  readonly leads: LeadStore;
  readonly batches: BatchQueue;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
}

/** Gives every page of leads to a worker that enriches them; without sources there is nothing to do. */
export async function startEnrich(deps: StartEnrichDeps, mission: Mission, step: StepRecord): Promise<void> {
  const { workspace, id: missionId } = mission;
  const { sources } = await settingsOf(deps, workspace);
  // A dry run buys nothing.
  const pages = sources.length === 0 || mission.params.dryRun ? [] : await indexPages(deps.leads, workspace);
  const done = new Set(step.done);
  await deps.batches.send(
    pages.filter((page) => !done.has(page)).map((part) => ({ workspace, missionId, step: step.name, part })),
  );
  await expectParts(deps, step, pages.length, {
    result: scraperManifest.steps.enrich.result.parse({ pages: pages.length }),
  });
}

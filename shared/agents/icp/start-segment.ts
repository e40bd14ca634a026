import type { IcpStore } from '../../icp/app/ports/icp.ts';
import { indexPages } from '../../leads/app/index-pages.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import { expectParts, type StepDeps } from '../../missions/app/mission-steps.ts';
import type { BatchQueue } from '../../missions/app/ports/queues.ts';
import type { Mission } from '../../missions/domain/mission.ts';
import type { StepRecord } from '../../missions/domain/step.ts';
import { icpManifest } from './manifest.ts';

export interface StartSegmentDeps extends StepDeps {
  readonly leads: LeadStore;
  readonly batches: BatchQueue;
  readonly icp: IcpStore;
}

/** Leads with known outcomes to fit a model to: more would hardly move it. */
export const SAMPLE_SIZE = 10_000;
const LEADS_A_PAGE = 250;

/** Gives every page of leads to a worker that counts it; only the names of the pages are kept in memory here. */
export async function startSegment(
  deps: StartSegmentDeps,
  mission: Mission,
  step: StepRecord,
): Promise<void> {
  const { workspace, id: missionId } = mission;
  const pages = await indexPages(deps.leads, workspace);
  // Twice the wanted number, because pages differ; in the end the lowest ranks of all are taken.
  const keep = Math.min(1, (2 * SAMPLE_SIZE) / Math.max(1, pages.length * LEADS_A_PAGE));
  await deps.icp.putSampleShare(workspace, missionId, keep);
  const done = new Set(step.done);
  await deps.batches.send(
    pages.filter((page) => !done.has(page)).map((part) => ({ workspace, missionId, step: step.name, part })),
  );
  await expectParts(deps, step, pages.length, {
    result: icpManifest.steps.segment.result.parse({ pages: pages.length }),
  });
}

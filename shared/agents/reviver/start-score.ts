import type { IcpStore } from '../../icp/app/ports/icp.ts';
import type { IndexPage, LeadStore } from '../../leads/app/ports/leads.ts';
import { expectParts, type StepDeps } from '../../missions/app/mission-steps.ts';
import type { BatchQueue } from '../../missions/app/ports/queues.ts';
import type { OutreachMission } from '../../missions/domain/mission.ts';
import type { StepRecord } from '../../missions/domain/step.ts';
import { fitReactivationModel } from '../../scoring/domain/reactivation-model.ts';
import { chooseTarget } from './choose-target.ts';
import { asOfDate, ordersOf } from './reviver.ts';

/** Purchase histories to fit the model on: more would not move four parameters. */
const FIT_ON_AT_MOST = 25_000;
const PAGES_A_READ = 100;

export interface StartScoreDeps extends StepDeps {
  readonly leads: LeadStore;
  readonly batches: BatchQueue;
  readonly icp: IcpStore;
}

/** Fits the purchase model on the workspace's histories, then hands every page of leads to a worker. */
export async function startScore(
  deps: StartScoreDeps,
  mission: OutreachMission,
  step: StepRecord,
): Promise<void> {
  const { workspace, id: missionId } = mission;
  await chooseTarget(deps, mission);
  const pages = await allPages(deps.leads, workspace);
  if (!(await deps.missions.getModel(workspace, missionId))) {
    const ids = pages.flatMap((page) => page.leads).slice(0, FIT_ON_AT_MOST);
    const orders = await deps.leads.getOrders(workspace, ids, 'eventual');
    const model = fitReactivationModel(
      orders.flatMap((record) => (record ? [ordersOf(record)] : [])),
      asOfDate(mission),
    );
    await deps.missions.putModel(workspace, missionId, model);
  }
  const done = new Set(step.done);
  await deps.batches.send(
    pages
      .filter(({ page }) => !done.has(page))
      .map(({ page }) => ({ workspace, missionId, step: step.name, part: page })),
  );
  await expectParts(deps, step, pages.length);
}

async function allPages(leads: LeadStore, workspace: string): Promise<IndexPage[]> {
  const pages: IndexPage[] = [];
  let cursor: string | undefined;
  do {
    const next = await leads.indexPages(workspace, { limit: PAGES_A_READ, cursor });
    pages.push(...next.pages);
    cursor = next.cursor ?? undefined;
  } while (cursor);
  return pages;
}

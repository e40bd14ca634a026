import { alertStores } from '../../../shared/alerts/adapters/stores.ts';
import { analyticsStores } from '../../../shared/analytics/adapters/stores.ts';
import { History } from '../../../shared/analytics/app/history.ts';
import { makeSnapshots } from '../../../shared/analytics/app/make-snapshots.ts';
import { approvalStores } from '../../../shared/approvals/adapters/stores.ts';
import { campaignStores } from '../../../shared/campaigns/adapters/stores.ts';
import { awardAchievements } from '../../../shared/campaigns/app/award-achievements.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { draftingStores } from '../../../shared/drafting/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { llmStores } from '../../../shared/llm/adapters/stores.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import { newsletterStores } from '../../../shared/newsletter/adapters/stores.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { taskStores } from '../../../shared/tasks/adapters/stores.ts';
import { everyWorkspace } from '../../../shared/wiring/every-workspace.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

const tables = openTables();
const deps = {
  ...workspaceStores(tables),
  ...domainStores(tables),
  ...alertStores(tables),
  ...analyticsStores(tables),
  ...campaignStores(tables),
  ...missionStores(tables),
  ...taskStores(tables),
  ...approvalStores(tables),
  ...draftingStores(tables),
  ...newsletterStores(tables),
  spending: llmStores(tables, systemClock).ledger,
  clock: systemClock,
};

/** Of so many workspaces an instance keeps what it has closed: some 50 kB each. */
const HISTORIES = 100;
const histories = new Map<string, History>();

function historyOf(workspace: string): History {
  const known = histories.get(workspace);
  if (known) return known;
  const history = new History(deps.analytics, workspace);
  if (histories.size < HISTORIES) histories.set(workspace, history);
  return history;
}

export const handler = everyWorkspace(deps.workspaces, async (workspace, correlationId) => {
  const history = historyOf(workspace);
  const written = await makeSnapshots(deps, workspace, correlationId, history);
  // By the hours that are closed now.
  return written + (await awardAchievements(deps, workspace, correlationId, history));
});

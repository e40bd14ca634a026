import { alertStores } from '../../../shared/alerts/adapters/stores.ts';
import { analyticsStores } from '../../../shared/analytics/adapters/stores.ts';
import { makeSnapshots } from '../../../shared/analytics/app/make-snapshots.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { everyWorkspace } from '../../../shared/wiring/every-workspace.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

const tables = openTables();
const deps = {
  ...workspaceStores(tables),
  ...domainStores(tables),
  ...alertStores(tables),
  ...analyticsStores(tables),
  clock: systemClock,
};

export const handler = everyWorkspace(deps.workspaces, (workspace, correlationId) =>
  makeSnapshots(deps, workspace, correlationId),
);

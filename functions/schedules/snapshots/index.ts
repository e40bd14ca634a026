import { DynamoAlertStore } from '../../../shared/alerts/adapters/alert-store.ts';
import { DynamoAnalyticsStore } from '../../../shared/analytics/adapters/analytics-store.ts';
import { makeSnapshots } from '../../../shared/analytics/app/make-snapshots.ts';
import { DynamoPoolStore } from '../../../shared/domains/adapters/pool-store.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { everyWorkspace } from '../../../shared/wiring/every-workspace.ts';
import { DynamoWorkspaceStore } from '../../../shared/workspaces/adapters/workspace-store.ts';

const { records, events } = openTables();
const workspaces = new DynamoWorkspaceStore(records, events);
const pools = new DynamoPoolStore(records, events);
const deps = {
  workspaces,
  pools,
  alerts: new DynamoAlertStore(records, events),
  analytics: new DynamoAnalyticsStore(records, events),
  clock: systemClock,
};

export const handler = everyWorkspace(workspaces, (workspace, correlationId) =>
  makeSnapshots(deps, workspace, correlationId),
);

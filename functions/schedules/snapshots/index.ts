import { DynamoAlertStore } from '../../../shared/adapters/dynamodb/alert-store.ts';
import { DynamoAnalyticsStore } from '../../../shared/adapters/dynamodb/analytics-store.ts';
import { DynamoWorkspaceStore } from '../../../shared/adapters/dynamodb/workspace-store.ts';
import { makeSnapshots } from '../../../shared/app/analytics/make-snapshots.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { everyWorkspace } from '../../../shared/runtime/every-workspace.ts';
import { openTables } from '../../../shared/runtime/tables.ts';

const { records, events } = openTables();
const workspaces = new DynamoWorkspaceStore(records, events);
const deps = {
  workspaces,
  alerts: new DynamoAlertStore(records, events),
  analytics: new DynamoAnalyticsStore(records, events),
  clock: systemClock,
};

export const handler = everyWorkspace(workspaces, (workspace, correlationId) =>
  makeSnapshots(deps, workspace, correlationId),
);

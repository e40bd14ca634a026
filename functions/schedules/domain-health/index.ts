import { DynamoWorkspaceStore } from '../../../shared/adapters/dynamodb/workspace-store.ts';
import { checkDomainHealth } from '../../../shared/app/workspaces/check-domain-health.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { openTables } from '../../../shared/runtime/tables.ts';
import { healthChecker } from './check-all.ts';

const { records, events } = openTables();
const workspaces = new DynamoWorkspaceStore(records, events);

export const handler = healthChecker(workspaces, (workspace, correlationId) =>
  checkDomainHealth({ workspaces, clock: systemClock }, workspace, correlationId),
);

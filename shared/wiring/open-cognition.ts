import { alertStores } from '../alerts/adapters/stores.ts';
import { analyticsStores } from '../analytics/adapters/stores.ts';
import { approvalStores } from '../approvals/adapters/stores.ts';
import { domainStores } from '../domains/adapters/stores.ts';
import { systemClock } from '../kernel/clock.ts';
import type { CognitionDeps } from '../lords/cognition/app/deps.ts';
import { missionStores } from '../missions/adapters/stores.ts';
import type { Tables } from '../platform/adapters/dynamodb/table.ts';
import { recommendationStores } from '../recommendations/adapters/stores.ts';
import { seatStores } from '../seats/adapters/stores.ts';
import { workspaceStores } from '../workspaces/adapters/stores.ts';

/** What the Cognition reads and proposes by, in its own function and in the hourly schedule. */
export const openCognition = (tables: Tables): CognitionDeps => ({
  ...seatStores(tables, 'cognition'),
  ...alertStores(tables),
  ...analyticsStores(tables),
  ...approvalStores(tables),
  ...domainStores(tables),
  ...missionStores(tables),
  ...recommendationStores(tables),
  ...workspaceStores(tables),
  clock: systemClock,
});

import { optimizeMission } from '../../../../shared/agents/analytics/optimize-mission.ts';
import { DynamoAnalyticsStore } from '../../../../shared/analytics/adapters/analytics-store.ts';
import { DynamoPoolStore } from '../../../../shared/domains/adapters/pool-store.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import { DynamoMissionStore } from '../../../../shared/missions/adapters/mission-store.ts';
import { executionInputSchema } from '../../../../shared/missions/contract/steps.ts';
import { stepHandler } from '../../../../shared/platform/runtime/step.ts';
import { openTables } from '../../../../shared/platform/runtime/tables.ts';
import { DynamoRecommendationStore } from '../../../../shared/recommendations/adapters/recommendation-store.ts';
import { DynamoSendTimeStore } from '../../../../shared/sending/adapters/send-time-store.ts';
import { DynamoWorkspaceStore } from '../../../../shared/workspaces/adapters/workspace-store.ts';

const { records, events } = openTables();
const deps = {
  missions: new DynamoMissionStore(records, events),
  workspaces: new DynamoWorkspaceStore(records, events),
  pools: new DynamoPoolStore(records, events),
  analytics: new DynamoAnalyticsStore(records, events),
  sendTimes: new DynamoSendTimeStore(records),
  recommendations: new DynamoRecommendationStore(records, events),
  clock: systemClock,
};

export const handler = stepHandler(executionInputSchema, (input) => optimizeMission(deps, input));

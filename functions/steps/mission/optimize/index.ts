import { DynamoAnalyticsStore } from '../../../../shared/adapters/dynamodb/analytics-store.ts';
import { DynamoMissionStore } from '../../../../shared/adapters/dynamodb/mission-store.ts';
import { DynamoRecommendationStore } from '../../../../shared/adapters/dynamodb/recommendation-store.ts';
import { DynamoSendTimeStore } from '../../../../shared/adapters/dynamodb/send-time-store.ts';
import { DynamoWorkspaceStore } from '../../../../shared/adapters/dynamodb/workspace-store.ts';
import { optimizeMission } from '../../../../shared/app/missions/optimize-mission.ts';
import { executionInputSchema } from '../../../../shared/contracts/steps/mission.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import { stepHandler } from '../../../../shared/runtime/step.ts';
import { openTables } from '../../../../shared/runtime/tables.ts';

const { records, events } = openTables();
const deps = {
  missions: new DynamoMissionStore(records, events),
  workspaces: new DynamoWorkspaceStore(records, events),
  analytics: new DynamoAnalyticsStore(records, events),
  sendTimes: new DynamoSendTimeStore(records),
  recommendations: new DynamoRecommendationStore(records, events),
  clock: systemClock,
};

export const handler = stepHandler(executionInputSchema, (input) => optimizeMission(deps, input));

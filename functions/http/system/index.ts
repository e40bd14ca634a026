import * as z from 'zod';
import { DynamoCohortStore } from '../../../shared/adapters/dynamodb/cohort-store.ts';
import { DynamoMissionStore } from '../../../shared/adapters/dynamodb/mission-store.ts';
import { DynamoWorkspaceStore } from '../../../shared/adapters/dynamodb/workspace-store.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { readEnv } from '../../../shared/runtime/env.ts';
import { openTables } from '../../../shared/runtime/tables.ts';
import { systemHandler } from './handler.ts';

const env = readEnv({ PUBLIC_BASE_URL: z.url().optional() });
const { records, events } = openTables();

export const handler = systemHandler({
  workspaces: new DynamoWorkspaceStore(records, events),
  missions: new DynamoMissionStore(records, events),
  cohorts: new DynamoCohortStore(records, events),
  clock: systemClock,
  baseUrl: env.PUBLIC_BASE_URL ?? '/',
});

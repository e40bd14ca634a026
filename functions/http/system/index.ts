import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { DynamoPoolStore } from '../../../shared/domains/adapters/pool-store.ts';
import { DynamoCohortStore } from '../../../shared/drafting/adapters/cohort-store.ts';
import type { OutboundMessage } from '../../../shared/drafting/contract/messages.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { DynamoMissionStore } from '../../../shared/missions/adapters/mission-store.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { DynamoWorkspaceStore } from '../../../shared/workspaces/adapters/workspace-store.ts';
import { systemHandler } from './handler.ts';

const env = readEnv({
  PUBLIC_BASE_URL: z.string(),
  OUTBOUND_QUEUE_URL: z.string(),
  OIDC_ISSUER: z.url(),
  OIDC_AUDIENCE: z.string(),
});
const { records, events } = openTables();

export const handler = systemHandler({
  workspaces: new DynamoWorkspaceStore(records, events),
  pools: new DynamoPoolStore(records, events),
  missions: new DynamoMissionStore(records, events),
  cohorts: new DynamoCohortStore(records, events),
  outbound: new SqsQueue<OutboundMessage>(new SQSClient(awsClient()), env.OUTBOUND_QUEUE_URL),
  clock: systemClock,
  baseUrl: env.PUBLIC_BASE_URL,
  signIn: { issuer: env.OIDC_ISSUER, clientId: env.OIDC_AUDIENCE },
});

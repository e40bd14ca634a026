import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { DynamoCohortStore } from '../../../shared/adapters/dynamodb/cohort-store.ts';
import { DynamoMissionStore } from '../../../shared/adapters/dynamodb/mission-store.ts';
import { DynamoWorkspaceStore } from '../../../shared/adapters/dynamodb/workspace-store.ts';
import { SqsQueue } from '../../../shared/adapters/sqs/sqs-queue.ts';
import type { OutboundMessage } from '../../../shared/contracts/messages/queues.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { awsClient } from '../../../shared/runtime/clients.ts';
import { readEnv } from '../../../shared/runtime/env.ts';
import { openTables } from '../../../shared/runtime/tables.ts';
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
  missions: new DynamoMissionStore(records, events),
  cohorts: new DynamoCohortStore(records, events),
  outbound: new SqsQueue<OutboundMessage>(new SQSClient(awsClient()), env.OUTBOUND_QUEUE_URL),
  clock: systemClock,
  baseUrl: env.PUBLIC_BASE_URL,
  signIn: { issuer: env.OIDC_ISSUER, clientId: env.OIDC_AUDIENCE },
});

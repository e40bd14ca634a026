import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { draftingStores } from '../../../shared/drafting/adapters/stores.ts';
import type { OutboundMessage } from '../../../shared/drafting/contract/messages.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { underWayStores } from '../../../shared/limits/adapters/stores.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';
import { systemHandler } from './handler.ts';

const env = readEnv({
  PUBLIC_BASE_URL: z.string(),
  OUTBOUND_QUEUE_URL: z.string(),
  OIDC_ISSUER: z.url(),
  PROGRAM_CLIENT: z.string(),
  CONSOLE_CLIENT: z.string(),
});
const tables = openTables();

export const handler = systemHandler({
  ...workspaceStores(tables),
  ...domainStores(tables),
  ...missionStores(tables),
  ...draftingStores(tables),
  ...underWayStores(tables, systemClock),
  outbound: new SqsQueue<OutboundMessage>(new SQSClient(awsClient()), env.OUTBOUND_QUEUE_URL),
  clock: systemClock,
  baseUrl: env.PUBLIC_BASE_URL,
  signIn: { issuer: env.OIDC_ISSUER, clientId: env.PROGRAM_CLIENT, consoleClientId: env.CONSOLE_CLIENT },
});

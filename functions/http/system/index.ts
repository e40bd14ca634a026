import { SQSClient } from '@aws-sdk/client-sqs';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { draftingStores } from '../../../shared/drafting/adapters/stores.ts';
import type { OutboundMessage } from '../../../shared/drafting/contract/messages.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { underWayStores } from '../../../shared/limits/adapters/stores.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import type { RecordTable } from '../../../shared/platform/adapters/dynamodb/table.ts';
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
  REX_SYSTEM_MAIL_FROM: z.email().optional(),
});
const tables = openTables();
/** A partition of no workspace. Nothing is there, and to learn that costs half a unit. */
const NOWHERE = 'W#-#HEALTH';
const answers = ({ client, name }: RecordTable) =>
  client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': NOWHERE },
      Limit: 1,
    }),
  );

async function issuerAnswers(signal: AbortSignal): Promise<void> {
  const answer = await fetch(`${env.OIDC_ISSUER}/.well-known/openid-configuration`, { signal });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`The issuer answered ${answer.status}.`);
}

export const handler = systemHandler({
  dependencies: {
    database: [
      { name: 'records', check: () => answers(tables.records) },
      { name: 'events', check: () => answers(tables.events) },
    ],
    others: [{ name: 'sign-in', check: issuerAnswers }],
  },
  ...workspaceStores(tables),
  ...domainStores(tables),
  ...missionStores(tables),
  ...draftingStores(tables),
  ...underWayStores(tables, systemClock),
  outbound: new SqsQueue<OutboundMessage>(new SQSClient(awsClient()), env.OUTBOUND_QUEUE_URL),
  clock: systemClock,
  baseUrl: env.PUBLIC_BASE_URL,
  systemMailFrom: env.REX_SYSTEM_MAIL_FROM,
  signIn: { issuer: env.OIDC_ISSUER, clientId: env.PROGRAM_CLIENT, consoleClientId: env.CONSOLE_CLIENT },
});

import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { alertStores } from '../../../../shared/alerts/adapters/stores.ts';
import { approvalStores } from '../../../../shared/approvals/adapters/stores.ts';
import { domainStores } from '../../../../shared/domains/adapters/stores.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import { SfnTaskTokens } from '../../../../shared/missions/adapters/stepfunctions/task-tokens.ts';
import { missionStores } from '../../../../shared/missions/adapters/stores.ts';
import { recoverMission } from '../../../../shared/missions/app/recover-mission.ts';
import type { MissionMessage } from '../../../../shared/missions/contract/messages.ts';
import { recoverInputSchema } from '../../../../shared/missions/contract/steps.ts';
import { SqsQueue } from '../../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../../shared/platform/runtime/env.ts';
import { stepHandler } from '../../../../shared/platform/runtime/step.ts';
import { openTables } from '../../../../shared/platform/runtime/tables.ts';
import { approvalHooks } from '../../../../shared/review/app/mission-hooks.ts';
import { openLlm } from '../../../../shared/wiring/open-llm.ts';
import { workspaceStores } from '../../../../shared/workspaces/adapters/stores.ts';

const env = readEnv({ MISSIONS_QUEUE_URL: z.string(), OPENAI_SECRET_ARN: z.string() });
const tables = openTables();
const stores = {
  llm: await openLlm(new SecretsManagerClient(awsClient()), env.OPENAI_SECRET_ARN, tables),
  ...missionStores(tables),
  ...alertStores(tables),
  ...approvalStores(tables),
  tokens: new SfnTaskTokens(new SFNClient(awsClient())),
  ...workspaceStores(tables),
  ...domainStores(tables),
  queue: new SqsQueue<MissionMessage>(new SQSClient(awsClient()), env.MISSIONS_QUEUE_URL),
  clock: systemClock,
};
const deps = { ...stores, hooks: approvalHooks(stores) };

export const handler = stepHandler(recoverInputSchema, (input) => recoverMission(deps, input));

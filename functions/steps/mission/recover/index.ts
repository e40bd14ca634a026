import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { DynamoAlertStore } from '../../../../shared/alerts/adapters/alert-store.ts';
import { DynamoApprovalStore } from '../../../../shared/approvals/adapters/approval-store.ts';
import { DynamoPoolStore } from '../../../../shared/domains/adapters/pool-store.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import { DynamoMissionStore } from '../../../../shared/missions/adapters/mission-store.ts';
import { SfnTaskTokens } from '../../../../shared/missions/adapters/stepfunctions/mission-machine.ts';
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
import { DynamoWorkspaceStore } from '../../../../shared/workspaces/adapters/workspace-store.ts';

const env = readEnv({ MISSIONS_QUEUE_URL: z.string(), OPENAI_SECRET_ARN: z.string() });
const { records, events } = openTables();
const stores = {
  llm: await openLlm(new SecretsManagerClient(awsClient()), env.OPENAI_SECRET_ARN, { records, events }),
  missions: new DynamoMissionStore(records, events),
  alerts: new DynamoAlertStore(records, events),
  approvals: new DynamoApprovalStore(records, events),
  tokens: new SfnTaskTokens(new SFNClient(awsClient())),
  workspaces: new DynamoWorkspaceStore(records, events),
  pools: new DynamoPoolStore(records, events),
  queue: new SqsQueue<MissionMessage>(new SQSClient(awsClient()), env.MISSIONS_QUEUE_URL),
  clock: systemClock,
};
const deps = { ...stores, hooks: approvalHooks(stores) };

export const handler = stepHandler(recoverInputSchema, (input) => recoverMission(deps, input));

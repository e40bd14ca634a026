import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { DynamoAlertStore } from '../../../../shared/adapters/dynamodb/alert-store.ts';
import { DynamoApprovalStore } from '../../../../shared/adapters/dynamodb/approval-store.ts';
import { DynamoMissionStore } from '../../../../shared/adapters/dynamodb/mission-store.ts';
import { DynamoWorkspaceStore } from '../../../../shared/adapters/dynamodb/workspace-store.ts';
import { SqsQueue } from '../../../../shared/adapters/sqs/sqs-queue.ts';
import { SfnTaskTokens } from '../../../../shared/adapters/stepfunctions/mission-machine.ts';
import { recoverMission } from '../../../../shared/app/missions/recover-mission.ts';
import type { MissionMessage } from '../../../../shared/contracts/messages/queues.ts';
import { recoverInputSchema } from '../../../../shared/contracts/steps/mission.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import { awsClient } from '../../../../shared/runtime/clients.ts';
import { readEnv } from '../../../../shared/runtime/env.ts';
import { openLlm } from '../../../../shared/runtime/open-llm.ts';
import { stepHandler } from '../../../../shared/runtime/step.ts';
import { openTables } from '../../../../shared/runtime/tables.ts';

const env = readEnv({ MISSIONS_QUEUE_URL: z.string(), OPENAI_SECRET_ARN: z.string() });
const { records, events } = openTables();
const deps = {
  llm: await openLlm(new SecretsManagerClient(awsClient()), env.OPENAI_SECRET_ARN, { records, events }),
  missions: new DynamoMissionStore(records, events),
  alerts: new DynamoAlertStore(records, events),
  approvals: new DynamoApprovalStore(records, events),
  tokens: new SfnTaskTokens(new SFNClient(awsClient())),
  workspaces: new DynamoWorkspaceStore(records, events),
  queue: new SqsQueue<MissionMessage>(new SQSClient(awsClient()), env.MISSIONS_QUEUE_URL),
  clock: systemClock,
};

export const handler = stepHandler(recoverInputSchema, (input) => recoverMission(deps, input));

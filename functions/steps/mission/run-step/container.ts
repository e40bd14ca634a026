import { setTimeout as delay } from 'node:timers/promises';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { AGENTS } from '../../../../shared/agents/registry.ts';
import { STARTERS } from '../../../../shared/agents/starters.ts';
import { analyticsStores } from '../../../../shared/analytics/adapters/stores.ts';
import { approvalStores } from '../../../../shared/approvals/adapters/stores.ts';
import { automationStores } from '../../../../shared/automations/adapters/stores.ts';
import { coordinationStores } from '../../../../shared/coordination/adapters/stores.ts';
import { bindStarters, type StartersOf } from '../../../../shared/coordination/app/agent-steps.ts';
import { runAgent } from '../../../../shared/coordination/app/run-agent.ts';
import type { PERSON } from '../../../../shared/coordination/domain/agent-manifest.ts';
import { domainStores } from '../../../../shared/domains/adapters/stores.ts';
import { draftingStores } from '../../../../shared/drafting/adapters/stores.ts';
import type { OutboundMessage } from '../../../../shared/drafting/contract/messages.ts';
import { icpStores } from '../../../../shared/icp/adapters/stores.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import { leadStores } from '../../../../shared/leads/adapters/stores.ts';
import { SfnTaskTokens } from '../../../../shared/missions/adapters/stepfunctions/task-tokens.ts';
import { missionStores } from '../../../../shared/missions/adapters/stores.ts';
import type { StepWork } from '../../../../shared/missions/app/run-step.ts';
import type { BatchMessage, MissionMessage } from '../../../../shared/missions/contract/messages.ts';
import { QueueScheduler } from '../../../../shared/platform/adapters/scheduler/queue-scheduler.ts';
import { SqsQueue } from '../../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { SfnMachine } from '../../../../shared/platform/adapters/stepfunctions/sfn-machine.ts';
import { awsClient } from '../../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../../shared/platform/runtime/tables.ts';
import { recommendationStores } from '../../../../shared/recommendations/adapters/stores.ts';
import { startApproval } from '../../../../shared/review/app/start-approval.ts';
import { sendingStores } from '../../../../shared/sending/adapters/stores.ts';
import { AUTOMATIONS_ENV, outsideOf } from '../../../../shared/wiring/open-automations.ts';
import { passageOpener } from '../../../../shared/wiring/open-knowledge.ts';
import { openLlm, openLlmJobs } from '../../../../shared/wiring/open-llm.ts';
import { releasedOpener } from '../../../../shared/wiring/open-released.ts';
import { workspaceStores } from '../../../../shared/workspaces/adapters/stores.ts';

export async function container() {
  const env = readEnv({
    BATCHES_QUEUE_URL: z.string(),
    OUTBOUND_QUEUE_URL: z.string(),
    MISSIONS_QUEUE_ARN: z.string(),
    MISSIONS_QUEUE_URL: z.string(),
    MISSION_MACHINE_ARN: z.string(),
    SCHEDULER_ROLE_ARN: z.string(),
    SCHEDULE_GROUP: z.string(),
    OPENAI_SECRET_ARN: z.string(),
    KNOWLEDGE_BUCKET: z.string(),
    ...AUTOMATIONS_ENV,
  });
  const tables = openTables();
  const sqs = new SQSClient(awsClient());
  const secrets = new SecretsManagerClient(awsClient());
  const sfn = new SFNClient(awsClient());
  const deps = {
    ...missionStores(tables),
    ...draftingStores(tables),
    ...approvalStores(tables),
    ...leadStores(tables),
    ...icpStores(tables),
    ...analyticsStores(tables),
    ...recommendationStores(tables),
    ...workspaceStores(tables),
    ...domainStores(tables),
    ...coordinationStores(tables),
    ...automationStores(tables),
    pause: (ms: number) => delay(ms),
    queue: new SqsQueue<MissionMessage>(sqs, env.MISSIONS_QUEUE_URL),
    machine: new SfnMachine(sfn, env.MISSION_MACHINE_ARN),
    ...sendingStores(tables),
    tokens: new SfnTaskTokens(sfn),
    batches: new SqsQueue<BatchMessage>(sqs, env.BATCHES_QUEUE_URL),
    outbound: new SqsQueue<OutboundMessage>(sqs, env.OUTBOUND_QUEUE_URL),
    wake: new QueueScheduler<MissionMessage>(new SchedulerClient(awsClient()), {
      queueArn: env.MISSIONS_QUEUE_ARN,
      roleArn: env.SCHEDULER_ROLE_ARN,
      group: env.SCHEDULE_GROUP,
    }),
    models: async () => ({
      llm: await openLlm(secrets, env.OPENAI_SECRET_ARN, tables),
      background: (await openLlmJobs(secrets, env.OPENAI_SECRET_ARN, tables))?.jobs,
    }),
    released: releasedOpener(tables),
    passages: passageOpener(tables, env.KNOWLEDGE_BUCKET),
    outside: outsideOf(secrets, env),
    clock: systemClock,
  };
  const ofPeople = { approve: startApproval } satisfies StartersOf<typeof PERSON>;
  const starters = bindStarters(deps, { ...STARTERS, ...ofPeople });
  const run = (work: StepWork, act: () => Promise<void>) =>
    runAgent(deps, AGENTS.agentOf(work.step), work, act);
  return { ...deps, starters, run };
}

import { setTimeout as delay } from 'node:timers/promises';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { AGENTS } from '../../../../shared/agents/registry.ts';
import { STARTERS } from '../../../../shared/agents/starters.ts';
import { DynamoAnalyticsStore } from '../../../../shared/analytics/adapters/analytics-store.ts';
import { DynamoApprovalStore } from '../../../../shared/approvals/adapters/approval-store.ts';
import { DynamoAgentLog } from '../../../../shared/coordination/adapters/agent-log.ts';
import {
  DynamoErrandStore,
  DynamoOutsideAgentStore,
} from '../../../../shared/coordination/adapters/outside-agent-store.ts';
import { bindStarters, type StartersOf } from '../../../../shared/coordination/app/agent-steps.ts';
import { runAgent } from '../../../../shared/coordination/app/run-agent.ts';
import type { PERSON } from '../../../../shared/coordination/domain/agent-manifest.ts';
import { DynamoPoolStore } from '../../../../shared/domains/adapters/pool-store.ts';
import { DynamoCohortStore } from '../../../../shared/drafting/adapters/cohort-store.ts';
import { DynamoContentStore } from '../../../../shared/drafting/adapters/content-store.ts';
import type { OutboundMessage } from '../../../../shared/drafting/contract/messages.ts';
import { DynamoIcpStore } from '../../../../shared/icp/adapters/icp-store.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import { DynamoLeadStore } from '../../../../shared/leads/adapters/lead-store.ts';
import { DynamoMissionStore } from '../../../../shared/missions/adapters/mission-store.ts';
import {
  SfnMissionMachine,
  SfnTaskTokens,
} from '../../../../shared/missions/adapters/stepfunctions/mission-machine.ts';
import type { StepWork } from '../../../../shared/missions/app/run-step.ts';
import type { BatchMessage, MissionMessage } from '../../../../shared/missions/contract/messages.ts';
import { QueueScheduler } from '../../../../shared/platform/adapters/scheduler/queue-scheduler.ts';
import { SqsQueue } from '../../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../../shared/platform/runtime/tables.ts';
import { DynamoRecommendationStore } from '../../../../shared/recommendations/adapters/recommendation-store.ts';
import { startApproval } from '../../../../shared/review/app/start-approval.ts';
import { DynamoSendTimeStore } from '../../../../shared/sending/adapters/send-time-store.ts';
import { openLlm, openLlmJobs } from '../../../../shared/wiring/open-llm.ts';
import { DynamoWorkspaceStore } from '../../../../shared/workspaces/adapters/workspace-store.ts';

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
  });
  const { records, events } = openTables();
  const sqs = new SQSClient(awsClient());
  const secrets = new SecretsManagerClient(awsClient());
  const sfn = new SFNClient(awsClient());
  const deps = {
    missions: new DynamoMissionStore(records, events),
    contents: new DynamoContentStore(records),
    approvals: new DynamoApprovalStore(records, events),
    cohorts: new DynamoCohortStore(records, events),
    leads: new DynamoLeadStore(records, events),
    icp: new DynamoIcpStore(records, events),
    analytics: new DynamoAnalyticsStore(records, events),
    recommendations: new DynamoRecommendationStore(records, events),
    workspaces: new DynamoWorkspaceStore(records, events),
    pools: new DynamoPoolStore(records, events),
    log: new DynamoAgentLog(records),
    pause: (ms: number) => delay(ms),
    queue: new SqsQueue<MissionMessage>(sqs, env.MISSIONS_QUEUE_URL),
    machine: new SfnMissionMachine(sfn, env.MISSION_MACHINE_ARN),
    agents: new DynamoOutsideAgentStore(records, events),
    errands: new DynamoErrandStore(records, events),
    sendTimes: new DynamoSendTimeStore(records),
    tokens: new SfnTaskTokens(sfn),
    batches: new SqsQueue<BatchMessage>(sqs, env.BATCHES_QUEUE_URL),
    outbound: new SqsQueue<OutboundMessage>(sqs, env.OUTBOUND_QUEUE_URL),
    wake: new QueueScheduler<MissionMessage>(new SchedulerClient(awsClient()), {
      queueArn: env.MISSIONS_QUEUE_ARN,
      roleArn: env.SCHEDULER_ROLE_ARN,
      group: env.SCHEDULE_GROUP,
    }),
    models: async () => ({
      llm: await openLlm(secrets, env.OPENAI_SECRET_ARN, { records, events }),
      background: (await openLlmJobs(secrets, env.OPENAI_SECRET_ARN, { records, events }))?.jobs,
    }),
    clock: systemClock,
  };
  const ofPeople = { approve: startApproval } satisfies StartersOf<typeof PERSON>;
  const starters = bindStarters(deps, { ...STARTERS, ...ofPeople });
  const run = (work: StepWork, act: () => Promise<void>) =>
    runAgent(deps, AGENTS.agentOf(work.step), work, act);
  return { ...deps, starters, run };
}

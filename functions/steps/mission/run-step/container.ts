import { setTimeout as delay } from 'node:timers/promises';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { DynamoAgentLog } from '../../../../shared/adapters/dynamodb/agent-log.ts';
import { DynamoAnalyticsStore } from '../../../../shared/adapters/dynamodb/analytics-store.ts';
import { DynamoApprovalStore } from '../../../../shared/adapters/dynamodb/approval-store.ts';
import { DynamoCohortStore } from '../../../../shared/adapters/dynamodb/cohort-store.ts';
import { DynamoIcpStore } from '../../../../shared/adapters/dynamodb/icp-store.ts';
import { DynamoLeadStore } from '../../../../shared/adapters/dynamodb/lead-store.ts';
import { DynamoMissionStore } from '../../../../shared/adapters/dynamodb/mission-store.ts';
import {
  DynamoErrandStore,
  DynamoOutsideAgentStore,
} from '../../../../shared/adapters/dynamodb/outside-agent-store.ts';
import { DynamoRecommendationStore } from '../../../../shared/adapters/dynamodb/recommendation-store.ts';
import { DynamoSendTimeStore } from '../../../../shared/adapters/dynamodb/send-time-store.ts';
import { DynamoWorkspaceStore } from '../../../../shared/adapters/dynamodb/workspace-store.ts';
import { QueueScheduler } from '../../../../shared/adapters/scheduler/queue-scheduler.ts';
import { SqsQueue } from '../../../../shared/adapters/sqs/sqs-queue.ts';
import {
  SfnMissionMachine,
  SfnTaskTokens,
} from '../../../../shared/adapters/stepfunctions/mission-machine.ts';
import type { StepStarter } from '../../../../shared/app/missions/run-step.ts';
import {
  startCheckDomains,
  startPlanWarmup,
  startRotateDomains,
  startVerifyRescue,
} from '../../../../shared/app/missions/steps/deliverability-steps.ts';
import { startApproval } from '../../../../shared/app/missions/steps/start-approval.ts';
import { startDraft } from '../../../../shared/app/missions/steps/start-draft.ts';
import { startEnrich } from '../../../../shared/app/missions/steps/start-enrich.ts';
import { startOutreach } from '../../../../shared/app/missions/steps/start-outreach.ts';
import { startPersonalize } from '../../../../shared/app/missions/steps/start-personalize.ts';
import { startProfile } from '../../../../shared/app/missions/steps/start-profile.ts';
import { startRecoverMissions } from '../../../../shared/app/missions/steps/start-recover-missions.ts';
import { startReview } from '../../../../shared/app/missions/steps/start-review.ts';
import { startScore } from '../../../../shared/app/missions/steps/start-score.ts';
import { startSegment } from '../../../../shared/app/missions/steps/start-segment.ts';
import type {
  BatchMessage,
  MissionMessage,
  OutboundMessage,
} from '../../../../shared/contracts/messages/queues.ts';
import { outreachMission } from '../../../../shared/domain/missions/mission.ts';
import type { Action } from '../../../../shared/domain/missions/workflows/actions.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import { awsClient } from '../../../../shared/runtime/clients.ts';
import { readEnv } from '../../../../shared/runtime/env.ts';
import { openLlm, openLlmJobs } from '../../../../shared/runtime/open-llm.ts';
import { openTables } from '../../../../shared/runtime/tables.ts';

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
    approvals: new DynamoApprovalStore(records, events),
    cohorts: new DynamoCohortStore(records, events),
    leads: new DynamoLeadStore(records, events),
    icp: new DynamoIcpStore(records, events),
    analytics: new DynamoAnalyticsStore(records, events),
    recommendations: new DynamoRecommendationStore(records, events),
    workspaces: new DynamoWorkspaceStore(records, events),
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
    clock: systemClock,
  };
  const starters: Readonly<Record<Action, StepStarter>> = {
    score: (mission, step) => startScore(deps, outreachMission(mission), step),
    personalize: async (mission, step) =>
      startPersonalize(
        {
          ...deps,
          llm: await openLlm(secrets, env.OPENAI_SECRET_ARN, { records, events }),
          background: (await openLlmJobs(secrets, env.OPENAI_SECRET_ARN, { records, events }))?.jobs,
        },
        outreachMission(mission),
        step,
      ),
    enrich: (mission, step) => startEnrich(deps, mission, step),
    segment: (mission, step) => startSegment(deps, mission, step),
    profile: (mission, step) => startProfile(deps, mission, step),
    draft: (mission, step) => startDraft(deps, outreachMission(mission), step),
    approve: (mission, step) => startApproval(deps, mission, step),
    outreach: (mission, step) => startOutreach(deps, outreachMission(mission), step),
    'check-domains': (mission, step) => startCheckDomains(deps, mission, step),
    'rotate-domains': (mission, step) => startRotateDomains(deps, mission, step),
    'plan-warmup': (mission, step) => startPlanWarmup(deps, mission, step),
    'verify-rescue': (mission, step) => startVerifyRescue(deps, mission, step),
    review: (mission, step) => startReview(deps, mission, step),
    'recover-missions': (mission, step) => startRecoverMissions(deps, mission, step),
  };
  return { ...deps, starters };
}

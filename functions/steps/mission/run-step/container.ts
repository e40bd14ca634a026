import { setTimeout as delay } from 'node:timers/promises';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { startReview } from '../../../../shared/agents/analytics/start-review.ts';
import { startRecoverMissions } from '../../../../shared/agents/coordinator/start-recover-missions.ts';
import {
  startCheckDomains,
  startPlanWarmup,
  startRotateDomains,
  startVerifyRescue,
} from '../../../../shared/agents/deliverability/deliverability-steps.ts';
import { startProfile } from '../../../../shared/agents/icp/start-profile.ts';
import { startSegment } from '../../../../shared/agents/icp/start-segment.ts';
import { startOutreach } from '../../../../shared/agents/outreach/start-outreach.ts';
import { startDraft } from '../../../../shared/agents/personalizer/start-draft.ts';
import { startPersonalize } from '../../../../shared/agents/personalizer/start-personalize.ts';
import { AGENTS } from '../../../../shared/agents/registry.ts';
import { startScore } from '../../../../shared/agents/reviver/start-score.ts';
import { startEnrich } from '../../../../shared/agents/scraper/start-enrich.ts';
import { analyticsStores } from '../../../../shared/analytics/adapters/stores.ts';
import { approvalStores } from '../../../../shared/approvals/adapters/stores.ts';
import { coordinationStores } from '../../../../shared/coordination/adapters/stores.ts';
import { runAgent } from '../../../../shared/coordination/app/run-agent.ts';
import { domainStores } from '../../../../shared/domains/adapters/stores.ts';
import { draftingStores } from '../../../../shared/drafting/adapters/stores.ts';
import type { OutboundMessage } from '../../../../shared/drafting/contract/messages.ts';
import { icpStores } from '../../../../shared/icp/adapters/stores.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import { leadStores } from '../../../../shared/leads/adapters/stores.ts';
import {
  SfnMissionMachine,
  SfnTaskTokens,
} from '../../../../shared/missions/adapters/stepfunctions/mission-machine.ts';
import { missionStores } from '../../../../shared/missions/adapters/stores.ts';
import type { StepStarter, StepWork } from '../../../../shared/missions/app/run-step.ts';
import type { BatchMessage, MissionMessage } from '../../../../shared/missions/contract/messages.ts';
import { outreachMission } from '../../../../shared/missions/domain/mission.ts';
import type { Action } from '../../../../shared/missions/domain/workflows/actions.ts';
import { QueueScheduler } from '../../../../shared/platform/adapters/scheduler/queue-scheduler.ts';
import { SqsQueue } from '../../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../../shared/platform/runtime/tables.ts';
import { recommendationStores } from '../../../../shared/recommendations/adapters/stores.ts';
import { startApproval } from '../../../../shared/review/app/start-approval.ts';
import { sendingStores } from '../../../../shared/sending/adapters/stores.ts';
import { openLlm, openLlmJobs } from '../../../../shared/wiring/open-llm.ts';
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
    pause: (ms: number) => delay(ms),
    queue: new SqsQueue<MissionMessage>(sqs, env.MISSIONS_QUEUE_URL),
    machine: new SfnMissionMachine(sfn, env.MISSION_MACHINE_ARN),
    ...sendingStores(tables),
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
          llm: await openLlm(secrets, env.OPENAI_SECRET_ARN, tables),
          background: (await openLlmJobs(secrets, env.OPENAI_SECRET_ARN, tables))?.jobs,
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
  const run = (work: StepWork, act: () => Promise<void>) =>
    runAgent(deps, AGENTS.agentOf(work.step), work, act);
  return { ...deps, starters, run };
}

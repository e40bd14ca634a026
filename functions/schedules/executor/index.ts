import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { alertStores } from '../../../shared/alerts/adapters/stores.ts';
import { analyticsStores } from '../../../shared/analytics/adapters/stores.ts';
import { approvalStores } from '../../../shared/approvals/adapters/stores.ts';
import { campaignStores } from '../../../shared/campaigns/adapters/stores.ts';
import { workCampaigns } from '../../../shared/campaigns/app/work-campaigns.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { draftingStores } from '../../../shared/drafting/adapters/stores.ts';
import type { OutboundMessage } from '../../../shared/drafting/contract/messages.ts';
import { hourOf } from '../../../shared/engagement/domain/hour-counts.ts';
import { TASK_TYPES } from '../../../shared/handlers/registry.ts';
import { inboxStores } from '../../../shared/inbox/adapters/stores.ts';
import { returnSnoozed } from '../../../shared/inbox/app/return-snoozed.ts';
import { sweepAnswers } from '../../../shared/inbox/app/sweep-answers.ts';
import type { AnswerMessage } from '../../../shared/inbox/contract/messages.ts';
import { MINUTE, SECOND, systemClock } from '../../../shared/kernel/clock.ts';
import { tryAll } from '../../../shared/kernel/concurrency.ts';
import { knowledgeStores } from '../../../shared/knowledge/adapters/stores.ts';
import { sweepKnowledge } from '../../../shared/knowledge/app/sweep-knowledge.ts';
import type { KnowledgeMessage } from '../../../shared/knowledge/contract/messages.ts';
import { leadStores } from '../../../shared/leads/adapters/stores.ts';
import { resumeImport } from '../../../shared/leads/app/resume-import.ts';
import type { ImportMessage } from '../../../shared/leads/contract/messages.ts';
import { llmStores } from '../../../shared/llm/adapters/stores.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import { SweepFailed, sweepMissions } from '../../../shared/missions/app/sweep-missions.ts';
import type { MissionMessage } from '../../../shared/missions/contract/messages.ts';
import { newsletterStores } from '../../../shared/newsletter/adapters/stores.ts';
import { sweepNewsletters } from '../../../shared/newsletter/app/sweep-newsletters.ts';
import type { NewsletterMessage } from '../../../shared/newsletter/contract/messages.ts';
import { S3FileStore } from '../../../shared/platform/adapters/s3/s3-file-store.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { SfnMachine } from '../../../shared/platform/adapters/stepfunctions/sfn-machine.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { logFailure, logger } from '../../../shared/platform/runtime/logger.ts';
import { scheduled } from '../../../shared/platform/runtime/scheduled.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { recommendationStores } from '../../../shared/recommendations/adapters/stores.ts';
import { expireChanges } from '../../../shared/recommendations/app/decide-change.ts';
import { reviewIdle } from '../../../shared/recommendations/app/review-idle.ts';
import { approvalHooks, overdueHook } from '../../../shared/review/app/mission-hooks.ts';
import { taskStores } from '../../../shared/tasks/adapters/stores.ts';
import { dispatchTasks } from '../../../shared/tasks/app/dispatch-tasks.ts';
import type { TaskMessage } from '../../../shared/tasks/contract/messages.ts';
import { inEveryWorkspace } from '../../../shared/wiring/every-workspace.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

const env = readEnv({
  IMPORTS_QUEUE_URL: z.string(),
  UPLOADS_BUCKET: z.string(),
  MISSIONS_QUEUE_URL: z.string(),
  OUTBOUND_QUEUE_URL: z.string(),
  ANSWERS_QUEUE_URL: z.string(),
  TASKS_QUEUE_URL: z.string(),
  NEWSLETTERS_QUEUE_URL: z.string(),
  KNOWLEDGE_QUEUE_URL: z.string(),
  ENABLE_AUTO_EXECUTION: z.stringbool(),
  MISSION_MACHINE_ARN: z.string(),
});
const tables = openTables();
const sqs = new SQSClient(awsClient());
const stores = {
  ...alertStores(tables),
  ...approvalStores(tables),
  ...analyticsStores(tables),
  ...recommendationStores(tables),
  ...missionStores(tables),
  ...draftingStores(tables),
  ...workspaceStores(tables),
  ...domainStores(tables),
  machine: new SfnMachine(new SFNClient(awsClient()), env.MISSION_MACHINE_ARN),
  queue: new SqsQueue<MissionMessage>(sqs, env.MISSIONS_QUEUE_URL),
  outbound: new SqsQueue<OutboundMessage>(sqs, env.OUTBOUND_QUEUE_URL),
  clock: systemClock,
};
const deps = { ...stores, hooks: { ...approvalHooks(stores), ...overdueHook(stores) } };
const imports = {
  ...leadStores(tables),
  files: new S3FileStore(
    new S3Client({ ...awsClient(), forcePathStyle: true }),
    env.UPLOADS_BUCKET,
    systemClock,
  ),
  queue: new SqsQueue<ImportMessage>(sqs, env.IMPORTS_QUEUE_URL),
  clock: systemClock,
};

const inbox = {
  ...inboxStores(tables),
  ...approvalStores(tables),
  answerQueue: new SqsQueue<AnswerMessage>(sqs, env.ANSWERS_QUEUE_URL),
  clock: systemClock,
};

const subscriptions = {
  ...newsletterStores(tables),
  newsletterQueue: new SqsQueue<NewsletterMessage>(sqs, env.NEWSLETTERS_QUEUE_URL),
  clock: systemClock,
};

const knowledge = {
  ...knowledgeStores(tables),
  knowledgeQueue: new SqsQueue<KnowledgeMessage>(sqs, env.KNOWLEDGE_QUEUE_URL),
  clock: systemClock,
};

const tasks = {
  ...taskStores(tables),
  ...workspaceStores(tables),
  taskQueue: new SqsQueue<TaskMessage>(sqs, env.TASKS_QUEUE_URL),
  enabled: env.ENABLE_AUTO_EXECUTION,
  clock: systemClock,
};
const campaigns = {
  ...stores,
  ...campaignStores(tables),
  ...taskStores(tables),
  ...newsletterStores(tables),
  spending: llmStores(tables, systemClock).ledger,
  taskQueue: tasks.taskQueue,
  types: TASK_TYPES,
};
/** Tasks are looked for every two minutes. The schedule ticks within seconds of the minute. */
const TASKS_EVERY_MS = 2 * MINUTE - 10 * SECOND;
let tasksLookedForAt = 0;

async function lookForTasks(): Promise<void> {
  const now = systemClock.now().getTime();
  if (now - tasksLookedForAt < TASKS_EVERY_MS) return;
  tasksLookedForAt = now;
  await dispatchTasks(tasks);
}

/** Work that is not urgent is done once an hour, and once more by each new instance. */
let hourlyDoneIn = '';

async function resumeImports(): Promise<number> {
  const stuck = await imports.imports.overdue(systemClock.now());
  await tryAll(stuck, (ref) => resumeImport(imports, ref));
  return stuck.length;
}

export const handler = scheduled(async (correlationId) => {
  const hour = hourOf(systemClock.now());
  const registered = hour === hourlyDoneIn ? undefined : deps.workspaces.workspaces();
  // What fails must not keep the rest from its work, and is told when that is done. What is due of all of it is one question.
  const [imported, swept, ...others] = await Promise.allSettled([
    resumeImports(),
    sweepMissions(deps),
    returnSnoozed(inbox),
    sweepAnswers(inbox),
    lookForTasks(),
    sweepNewsletters(subscriptions),
    sweepKnowledge(knowledge),
    workCampaigns(campaigns),
    registered && expireChanges(deps),
    registered,
  ]);
  const failures = [swept, imported, ...others].flatMap((each) =>
    each.status === 'rejected' ? [each.reason] : [],
  );
  for (const failure of failures) logFailure('A part of the sweep failed.', failure);
  const result = swept.status === 'fulfilled' ? swept.value : resultOf(swept.reason);
  const { busy, ...acts } = result;
  const found = { ...acts, imports: imported.status === 'fulfilled' ? imported.value : 0 };
  if (found.dispatched + found.restarted + found.escalated + found.woken + found.imports > 0)
    logger.info('The sweep found work.', { ...found });
  if (registered) {
    hourlyDoneIn = hour;
    await inEveryWorkspace({ workspaces: () => registered }, async (workspace) =>
      busy.has(workspace) ? 0 : Number(await reviewIdle(deps, workspace, correlationId)),
    );
  }
  for (const failure of failures) throw failure;
});

/** @throws the failure when it left nothing done */
function resultOf(failure: unknown): SweepFailed['result'] {
  if (failure instanceof SweepFailed) return failure.result;
  throw failure;
}

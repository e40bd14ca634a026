import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { DynamoAlertStore } from '../../../shared/adapters/dynamodb/alert-store.ts';
import { DynamoAnalyticsStore } from '../../../shared/adapters/dynamodb/analytics-store.ts';
import { DynamoApprovalStore } from '../../../shared/adapters/dynamodb/approval-store.ts';
import { DynamoCohortStore } from '../../../shared/adapters/dynamodb/cohort-store.ts';
import { DynamoImportStore } from '../../../shared/adapters/dynamodb/import-store.ts';
import { DynamoMissionStore } from '../../../shared/adapters/dynamodb/mission-store.ts';
import { DynamoRecommendationStore } from '../../../shared/adapters/dynamodb/recommendation-store.ts';
import { DynamoWorkspaceStore } from '../../../shared/adapters/dynamodb/workspace-store.ts';
import { S3FileStore } from '../../../shared/adapters/s3/s3-file-store.ts';
import { SqsQueue } from '../../../shared/adapters/sqs/sqs-queue.ts';
import { SfnMissionMachine } from '../../../shared/adapters/stepfunctions/mission-machine.ts';
import { resumeImport } from '../../../shared/app/leads/resume-import.ts';
import { reviewIdle } from '../../../shared/app/missions/review-idle.ts';
import { sweepMissions } from '../../../shared/app/missions/sweep-missions.ts';
import { expireChanges } from '../../../shared/app/recommendations/decide-change.ts';
import type {
  ImportMessage,
  MissionMessage,
  OutboundMessage,
} from '../../../shared/contracts/messages/queues.ts';
import { hourOf } from '../../../shared/domain/analytics/hour-counts.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { awsClient } from '../../../shared/runtime/clients.ts';
import { readEnv } from '../../../shared/runtime/env.ts';
import { everyWorkspace } from '../../../shared/runtime/every-workspace.ts';
import { logger } from '../../../shared/runtime/logger.ts';
import { scheduled } from '../../../shared/runtime/scheduled.ts';
import { openTables } from '../../../shared/runtime/tables.ts';

const env = readEnv({
  IMPORTS_QUEUE_URL: z.string(),
  UPLOADS_BUCKET: z.string(),
  MISSIONS_QUEUE_URL: z.string(),
  OUTBOUND_QUEUE_URL: z.string(),
  MISSION_MACHINE_ARN: z.string(),
});
const { records, events } = openTables();
const sqs = new SQSClient(awsClient());
const deps = {
  alerts: new DynamoAlertStore(records, events),
  approvals: new DynamoApprovalStore(records, events),
  analytics: new DynamoAnalyticsStore(records, events),
  recommendations: new DynamoRecommendationStore(records, events),
  missions: new DynamoMissionStore(records, events),
  cohorts: new DynamoCohortStore(records, events),
  workspaces: new DynamoWorkspaceStore(records, events),
  machine: new SfnMissionMachine(new SFNClient(awsClient()), env.MISSION_MACHINE_ARN),
  queue: new SqsQueue<MissionMessage>(sqs, env.MISSIONS_QUEUE_URL),
  outbound: new SqsQueue<OutboundMessage>(sqs, env.OUTBOUND_QUEUE_URL),
  clock: systemClock,
};
const imports = {
  imports: new DynamoImportStore(records, events),
  files: new S3FileStore(
    new S3Client({ ...awsClient(), forcePathStyle: true }),
    env.UPLOADS_BUCKET,
    systemClock,
  ),
  queue: new SqsQueue<ImportMessage>(sqs, env.IMPORTS_QUEUE_URL),
  clock: systemClock,
};

/** Hours are long enough for what is not urgent: it is done once in each, and once more by a new instance. */
let hourlyDoneIn = '';

async function hourly(busy: ReadonlySet<string>, correlationId: string): Promise<void> {
  const hour = hourOf(systemClock.now());
  if (hour === hourlyDoneIn) return;
  hourlyDoneIn = hour;
  await expireChanges(deps);
  const lookAt = everyWorkspace(deps.workspaces, async (workspace) =>
    busy.has(workspace) ? 0 : Number(await reviewIdle(deps, workspace, correlationId)),
  );
  await lookAt(undefined, { awsRequestId: correlationId });
}

async function resumeImports(): Promise<number> {
  const stuck = await imports.imports.overdue(systemClock.now());
  for (const ref of stuck) await resumeImport(imports, ref);
  return stuck.length;
}

export const handler = scheduled(async (correlationId) => {
  // One that fails must not keep the other from its work, and is told when both are done.
  const [imported, swept] = await Promise.allSettled([resumeImports(), sweepMissions(deps)]);
  if (swept.status === 'rejected') throw swept.reason;
  if (imported.status === 'rejected') throw imported.reason;
  const { busy, ...acts } = swept.value;
  const found = { ...acts, imports: imported.value };
  if (found.dispatched + found.restarted + found.escalated + found.woken + found.imports > 0)
    logger.info('The sweep found work.', { ...found });
  await hourly(busy, correlationId);
});

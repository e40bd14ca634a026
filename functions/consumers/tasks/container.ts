import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { GoogleAds } from '../../../shared/ads/adapters/google-ads/google-ads.ts';
import { adsStores } from '../../../shared/ads/adapters/stores.ts';
import { adsChangeHandler } from '../../../shared/ads/app/change-handler.ts';
import { adsReportHandler } from '../../../shared/ads/app/report-handler.ts';
import { alertStores } from '../../../shared/alerts/adapters/stores.ts';
import { approvalStores } from '../../../shared/approvals/adapters/stores.ts';
import { autonomyStores } from '../../../shared/autonomy/adapters/stores.ts';
import { connectionsOver } from '../../../shared/connections/app/open-connection.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { logger } from '../../../shared/platform/runtime/logger.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { PublicSite } from '../../../shared/seo/adapters/public-site.ts';
import { seoAuditHandler } from '../../../shared/seo/app/audit-handler.ts';
import { openNetworks } from '../../../shared/social/adapters/networks/networks.ts';
import { PublicImages } from '../../../shared/social/adapters/public-images.ts';
import { socialStores } from '../../../shared/social/adapters/stores.ts';
import { numbersHandler } from '../../../shared/social/app/numbers-handler.ts';
import { publishHandler } from '../../../shared/social/app/publish-handler.ts';
import { taskStores } from '../../../shared/tasks/adapters/stores.ts';
import type { TaskHandler } from '../../../shared/tasks/app/ports/handler.ts';
import type { WorkTaskDeps } from '../../../shared/tasks/app/work-task.ts';
import type { TaskMessage } from '../../../shared/tasks/contract/messages.ts';
import { jsonClient } from '../../../shared/webhooks/adapters/https/json-client.ts';
import { CONNECTIONS_ENV, openConnectionDeps } from '../../../shared/wiring/open-connections.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

export async function container(): Promise<WorkTaskDeps> {
  const env = readEnv({
    TASKS_QUEUE_URL: z.string(),
    AGENT_DRY_RUN: z.stringbool(),
    ...CONNECTIONS_ENV,
  });
  const tables = openTables();
  const site = () => new PublicSite({ targets: env.WEBHOOK_TARGETS });
  const opening = openConnectionDeps(env, tables);
  const call = jsonClient({ targets: env.WEBHOOK_TARGETS });
  const social = {
    ...socialStores(tables),
    connections: connectionsOver(opening),
    networks: openNetworks({ call, clock: systemClock, wait: opening.wait }),
    images: new PublicImages({ targets: env.WEBHOOK_TARGETS }),
    clock: systemClock,
    wait: opening.wait,
  };
  const ads = {
    ...adsStores(tables),
    connections: social.connections,
    googleAds: new GoogleAds({ call, clock: systemClock }),
    clock: systemClock,
  };
  const handlers = [
    seoAuditHandler(site),
    publishHandler(social),
    numbersHandler(social),
    adsReportHandler(ads),
    adsChangeHandler(ads),
  ] as readonly TaskHandler[];
  return {
    ...taskStores(tables),
    ...approvalStores(tables),
    ...autonomyStores(tables),
    ...alertStores(tables),
    ...workspaceStores(tables),
    ...missionStores(tables),
    taskQueue: new SqsQueue<TaskMessage>(new SQSClient(awsClient()), env.TASKS_QUEUE_URL),
    handlers: new Map(handlers.map((handler) => [handler.type, handler])),
    dryRun: env.AGENT_DRY_RUN,
    log: (message, about) => logger.info(message, { ...about }),
    clock: systemClock,
  };
}

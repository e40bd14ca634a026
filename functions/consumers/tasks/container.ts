import { setTimeout as delay } from 'node:timers/promises';
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
import type { Connections } from '../../../shared/connections/app/ports/connections.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import type { Tables } from '../../../shared/platform/adapters/dynamodb/table.ts';
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
import type { WebhookTargets } from '../../../shared/webhooks/contract/webhooks.ts';
import { CONNECTIONS_ENV, openConnectionDeps } from '../../../shared/wiring/open-connections.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

/** What handlers reach the outside by. */
interface Outside {
  readonly tables: Tables;
  readonly connections: Connections;
  readonly targets: WebhookTargets;
}

function handlersOver({ tables, connections, targets }: Outside): readonly TaskHandler[] {
  const calls = { call: jsonClient({ targets }), clock: systemClock, wait: (ms: number) => delay<void>(ms) };
  const social = {
    ...socialStores(tables),
    ...calls,
    connections,
    networks: openNetworks(calls),
    images: new PublicImages({ targets }),
  };
  const ads = { ...adsStores(tables), connections, googleAds: new GoogleAds(calls), clock: systemClock };
  return [
    seoAuditHandler(() => new PublicSite({ targets })),
    publishHandler(social),
    numbersHandler(social),
    adsReportHandler(ads),
    adsChangeHandler(ads),
  ] as readonly TaskHandler[];
}

export async function container(): Promise<WorkTaskDeps> {
  const env = readEnv({
    TASKS_QUEUE_URL: z.string(),
    AGENT_DRY_RUN: z.stringbool(),
    ...CONNECTIONS_ENV,
  });
  const tables = openTables();
  const handlers = handlersOver({
    tables,
    connections: connectionsOver(openConnectionDeps(env, tables)),
    targets: env.WEBHOOK_TARGETS,
  });
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

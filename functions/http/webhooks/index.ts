import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { EVENT_CONTRACTS } from '../../../shared/api/contract/catalogue.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { readSecret } from '../../../shared/platform/adapters/secrets/secret-reader.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { causedBy } from '../../../shared/platform/runtime/caused-by.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { webhookStores } from '../../../shared/webhooks/adapters/stores.ts';
import {
  createEndpoint,
  deleteEndpoint,
  getEndpoint,
  rotateEndpointSecret,
  testEndpoint,
  updateEndpoint,
} from '../../../shared/webhooks/app/manage-endpoints.ts';
import { askReplay } from '../../../shared/webhooks/app/replay.ts';
import { deliveryView, endpointView } from '../../../shared/webhooks/app/views.ts';
import type { WebhookMessage } from '../../../shared/webhooks/contract/messages.ts';
import { webhookRoutes } from '../../../shared/webhooks/contract/routes.ts';
import { WEBHOOK_TARGETS } from '../../../shared/webhooks/contract/webhooks.ts';

const env = readEnv({
  WEBHOOKS_QUEUE_URL: z.string(),
  THREAD_SECRET_ARN: z.string(),
  WEBHOOK_TARGETS: z.enum(WEBHOOK_TARGETS),
});
const deps = {
  ...webhookStores(openTables(), systemClock),
  webhooks: new SqsQueue<WebhookMessage>(new SQSClient(awsClient()), env.WEBHOOKS_QUEUE_URL),
  secret: await readSecret(new SecretsManagerClient(awsClient()), env.THREAD_SECRET_ARN),
  targets: env.WEBHOOK_TARGETS,
  catalogue: [...EVENT_CONTRACTS.keys()],
  clock: systemClock,
};

export const handler = httpHandler(webhookRoutes, {
  createWebhook: async (request) => {
    const { secret, ...endpoint } = await createEndpoint(deps, { ...causedBy(request), ...request.body });
    return { body: { ...endpointView(endpoint, systemClock.now()), secret } };
  },
  listWebhooks: async ({ caller }) => ({
    body: {
      endpoints: (await deps.endpoints.list(caller.workspace)).map((each) =>
        endpointView(each, systemClock.now()),
      ),
    },
  }),
  getWebhook: async ({ caller, params }) => ({
    body: endpointView(await getEndpoint(deps, { ...caller, id: params.id }), systemClock.now()),
  }),
  updateWebhook: async (request) => {
    const { body: change, params } = request;
    const endpoint = await updateEndpoint(deps, { ...causedBy(request), id: params.id, change });
    return { body: endpointView(endpoint, systemClock.now()) };
  },
  deleteWebhook: async (request) => {
    await deleteEndpoint(deps, { ...causedBy(request), id: request.params.id });
    return { body: { id: request.params.id } };
  },
  rotateWebhookSecret: async (request) => ({
    body: await rotateEndpointSecret(deps, { ...causedBy(request), id: request.params.id }),
  }),
  testWebhook: async (request) => ({
    body: await testEndpoint(deps, { ...causedBy(request), id: request.params.id }),
  }),
  listWebhookDeliveries: async ({ caller, params, query }) => {
    await getEndpoint(deps, { ...caller, id: params.id });
    const { deliveries, cursor } = await deps.deliveries.list(caller.workspace, params.id, query);
    return { body: { deliveries: deliveries.map(deliveryView), cursor } };
  },
  replayWebhook: async (request) => ({
    body: await askReplay(deps, { ...causedBy(request), id: request.params.id, what: request.body }),
  }),
});

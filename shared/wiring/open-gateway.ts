import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import * as z from 'zod';
import { ApiGatewayConnections } from '../live/adapters/apigateway/connection-gateway.ts';
import { awsClient } from '../platform/runtime/clients.ts';
import { readEnv } from '../platform/runtime/env.ts';

/** The one client whose endpoint is ours to name: each WebSocket API has its own. */
export function openGateway(): ApiGatewayConnections {
  const { WEBSOCKET_ENDPOINT } = readEnv({ WEBSOCKET_ENDPOINT: z.url() });
  return new ApiGatewayConnections(
    new ApiGatewayManagementApiClient({
      ...awsClient({ attempts: 2, timeoutMs: 2_000 }),
      endpoint: WEBSOCKET_ENDPOINT,
    }),
  );
}

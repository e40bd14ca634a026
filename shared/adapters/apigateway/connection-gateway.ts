import {
  type ApiGatewayManagementApiClient,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import type { ConnectionGateway } from '../../app/ports/realtime.ts';
import type { ServerMessage } from '../../contracts/messages/realtime.ts';

/** The connections of an API Gateway WebSocket API, by its management endpoint. */
export class ApiGatewayConnections implements ConnectionGateway {
  private readonly client: ApiGatewayManagementApiClient;

  constructor(client: ApiGatewayManagementApiClient) {
    this.client = client;
  }

  async post(connectionId: string, message: ServerMessage): Promise<boolean> {
    try {
      await this.client.send(
        new PostToConnectionCommand({
          ConnectionId: connectionId,
          Data: Buffer.from(JSON.stringify(message)),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof GoneException) return false;
      throw error;
    }
  }
}

import type {
  DeleteConnectionCommandInput,
  DeleteConnectionCommandOutput,
  PostToConnectionCommandInput,
  PostToConnectionCommandOutput,
} from '@aws-sdk/client-apigatewaymanagementapi/dist-types/index.js';
import { Client, Command, type RequestParts, type Service } from '../client.ts';
import type { HttpAnswer } from '../http.ts';
import { jsonFailure, readJson } from '../json.ts';
import { type Exceptions, ServiceException } from '../service-exception.ts';
import type { ClientConfig } from '../settings.ts';
import { encodeSegment } from '../sign.ts';

export type * from '@aws-sdk/client-apigatewaymanagementapi/dist-types/index.js';

export class GoneException extends ServiceException {}
export class LimitExceededException extends ServiceException {}

const CONNECTIONS: Service = {
  id: 'APIGATEWAYMANAGEMENTAPI',
  host: 'execute-api',
  signing: 'execute-api',
  exceptions: { base: ServiceException, named: { GoneException, LimitExceededException } },
};

export class ApiGatewayManagementApiClient extends Client {
  constructor(config: ClientConfig = {}) {
    super(config, CONNECTIONS);
  }
}

abstract class ConnectionCommand<
  I extends { ConnectionId: string | undefined },
  O extends object,
> extends Command<I, O> {
  protected get path(): string {
    return `/@connections/${encodeSegment(this.input.ConnectionId ?? '')}`;
  }

  output(answer: HttpAnswer): O {
    return readJson(answer);
  }

  failure(answer: HttpAnswer, exceptions: Exceptions): Error {
    return jsonFailure(answer, exceptions, 'header');
  }
}

export class PostToConnectionCommand extends ConnectionCommand<
  Omit<PostToConnectionCommandInput, 'Data'> & { readonly Data: string | Uint8Array },
  PostToConnectionCommandOutput
> {
  request(): RequestParts {
    const headers = { 'content-type': 'application/octet-stream' };
    return { method: 'POST', path: this.path, headers, body: this.input.Data };
  }
}

export class DeleteConnectionCommand extends ConnectionCommand<
  DeleteConnectionCommandInput,
  DeleteConnectionCommandOutput
> {
  request(): RequestParts {
    return { method: 'DELETE', path: this.path, headers: {}, body: '' };
  }
}

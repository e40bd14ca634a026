import type {
  PutEventsCommandInput,
  PutEventsCommandOutput,
} from '@aws-sdk/client-eventbridge/dist-types/index.js';
import { Client, type Service } from '../client.ts';
import { JsonCommand } from '../json.ts';
import { ServiceException } from '../service-exception.ts';
import type { ClientConfig } from '../settings.ts';

export type * from '@aws-sdk/client-eventbridge/dist-types/index.js';

const EVENTBRIDGE: Service = {
  id: 'EVENTBRIDGE',
  host: 'events',
  signing: 'events',
  exceptions: { base: ServiceException },
};

export class EventBridgeClient extends Client {
  constructor(config: ClientConfig = {}) {
    super(config, EVENTBRIDGE);
  }
}

export class PutEventsCommand extends JsonCommand<PutEventsCommandInput, PutEventsCommandOutput> {
  protected readonly service = { version: '1.1', target: 'AWSEvents' } as const;
  protected readonly operation = 'PutEvents';
}

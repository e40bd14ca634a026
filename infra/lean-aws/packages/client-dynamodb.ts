import type { AttributeValue, CancellationReason } from '@aws-sdk/client-dynamodb/dist-types/index.js';
import { Client, type Service } from '../client.ts';
import { ServiceException } from '../service-exception.ts';
import type { ClientConfig } from '../settings.ts';

export type * from '@aws-sdk/client-dynamodb/dist-types/index.js';

export class ConditionalCheckFailedException extends ServiceException {
  /** As it was, in attributes, when the request asked for it. */
  declare readonly Item?: Record<string, AttributeValue>;
}

export class TransactionCanceledException extends ServiceException {
  /** One for each item of the transaction, in its order. */
  declare readonly CancellationReasons?: CancellationReason[];
}

const DYNAMODB: Service = {
  id: 'DYNAMODB',
  host: 'dynamodb',
  signing: 'dynamodb',
  firstRetryMs: 25,
  exceptions: {
    base: ServiceException,
    named: { ConditionalCheckFailedException, TransactionCanceledException },
  },
};

/** Only its document client asks: see lib-dynamodb. */
export class DynamoDBClient extends Client {
  constructor(config: ClientConfig = {}) {
    super(config, DYNAMODB);
  }
}

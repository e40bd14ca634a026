import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoAlertStore } from '../../../shared/adapters/dynamodb/alert-store.ts';
import { DynamoDeadLetterStore } from '../../../shared/adapters/dynamodb/dead-letter-store.ts';
import { SqsDeadQueues } from '../../../shared/adapters/sqs/dead-queues.ts';
import { collectDeadLetters } from '../../../shared/app/operations/collect-dead-letters.ts';
import { workspaceIdSchema } from '../../../shared/contracts/common.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { awsClient } from '../../../shared/runtime/clients.ts';
import { readEnv } from '../../../shared/runtime/env.ts';
import { logger } from '../../../shared/runtime/logger.ts';
import { namesSchema } from '../../../shared/runtime/names.ts';
import { scheduled } from '../../../shared/runtime/scheduled.ts';
import { openTables } from '../../../shared/runtime/tables.ts';

const env = readEnv({
  REPLAYABLE_QUEUES: namesSchema,
  OTHER_DEAD_QUEUES: namesSchema,
  OPERATORS_WORKSPACE: workspaceIdSchema,
});
const { records, events } = openTables();
const deps = {
  queues: new SqsDeadQueues(new SQSClient(awsClient()), {
    replayable: env.REPLAYABLE_QUEUES,
    others: env.OTHER_DEAD_QUEUES,
  }),
  letters: new DynamoDeadLetterStore(records),
  alerts: new DynamoAlertStore(records, events),
  clock: systemClock,
  operatorsWorkspace: env.OPERATORS_WORKSPACE,
};

export const handler = scheduled(async () => {
  const collected = await collectDeadLetters(deps);
  if (collected > 0) logger.warn('Dead letters were found.', { collected });
});

import { SQSClient } from '@aws-sdk/client-sqs';
import { alertStores } from '../../../shared/alerts/adapters/stores.ts';
import { impactOf } from '../../../shared/api/contract/queues.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { workspaceIdSchema } from '../../../shared/kernel/contract/common.ts';
import { SqsDeadQueues } from '../../../shared/operations/adapters/sqs/dead-queues.ts';
import { operationStores } from '../../../shared/operations/adapters/stores.ts';
import { collectDeadLetters } from '../../../shared/operations/app/collect-dead-letters.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { logger } from '../../../shared/platform/runtime/logger.ts';
import { namesSchema } from '../../../shared/platform/runtime/names.ts';
import { scheduled } from '../../../shared/platform/runtime/scheduled.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';

const env = readEnv({
  REPLAYABLE_QUEUES: namesSchema,
  OTHER_DEAD_QUEUES: namesSchema,
  OPERATORS_WORKSPACE: workspaceIdSchema,
});
const tables = openTables();
const deps = {
  queues: new SqsDeadQueues(new SQSClient(awsClient()), {
    replayable: env.REPLAYABLE_QUEUES,
    others: env.OTHER_DEAD_QUEUES,
    impactOf,
  }),
  ...operationStores(tables),
  ...alertStores(tables),
  clock: systemClock,
  operatorsWorkspace: env.OPERATORS_WORKSPACE,
};

export const handler = scheduled(async () => {
  const collected = await collectDeadLetters(deps);
  if (collected > 0) logger.warn('Dead letters were found.', { collected });
});

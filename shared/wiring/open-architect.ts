import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import * as z from 'zod';
import { coordinationStores } from '../coordination/adapters/stores.ts';
import { guildStores } from '../guilds/adapters/stores.ts';
import { systemClock } from '../kernel/clock.ts';
import type { ArchitectDeps } from '../lords/architect/app/deps.ts';
import { memberStores } from '../members/adapters/stores.ts';
import { CloudWatchMetrics } from '../platform/adapters/cloudwatch/cloud-watch-metrics.ts';
import type { Tables } from '../platform/adapters/dynamodb/table.ts';
import { awsClient } from '../platform/runtime/clients.ts';
import { readEnv } from '../platform/runtime/env.ts';
import { seatStores } from '../seats/adapters/stores.ts';
import { taskStores } from '../tasks/adapters/stores.ts';

/** What the Architect measures and reads, in its own function and in the hourly schedule. */
export function openArchitect(tables: Tables): ArchitectDeps {
  const env = readEnv({ FUNCTION_IDS: z.string(), FUNCTION_PREFIX: z.string() });
  return {
    ...seatStores(tables, 'architect'),
    ...coordinationStores(tables),
    ...guildStores(tables),
    ...memberStores(tables),
    ...taskStores(tables),
    metrics: new CloudWatchMetrics(new CloudWatchClient(awsClient()), {
      prefix: env.FUNCTION_PREFIX,
      functions: env.FUNCTION_IDS.split(' '),
    }),
    clock: systemClock,
  };
}

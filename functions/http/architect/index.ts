import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import * as z from 'zod';
import { coordinationStores } from '../../../shared/coordination/adapters/stores.ts';
import { guildStores } from '../../../shared/guilds/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { acts, cards, looks, reviews } from '../../../shared/lords/architect/app/work.ts';
import { architect } from '../../../shared/lords/architect/contract/seat.ts';
import { memberStores } from '../../../shared/members/adapters/stores.ts';
import { CloudWatchMetrics } from '../../../shared/platform/adapters/cloudwatch/cloud-watch-metrics.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { seatStores } from '../../../shared/seats/adapters/stores.ts';
import { taskStores } from '../../../shared/tasks/adapters/stores.ts';
import { seatHandler } from '../../../shared/wiring/seat-handler.ts';

const env = readEnv({ FUNCTION_IDS: z.string(), FUNCTION_PREFIX: z.string() });
const tables = openTables();

export const handler = seatHandler(
  architect,
  { acts, looks, cards, reviews },
  {
    ...coordinationStores(tables),
    ...guildStores(tables),
    ...memberStores(tables),
    ...seatStores(tables, 'architect'),
    ...taskStores(tables),
    metrics: new CloudWatchMetrics(new CloudWatchClient(awsClient()), {
      prefix: env.FUNCTION_PREFIX,
      functions: env.FUNCTION_IDS.split(' '),
    }),
    clock: systemClock,
  },
);

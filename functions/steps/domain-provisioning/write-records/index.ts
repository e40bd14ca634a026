import { Route53Client } from '@aws-sdk/client-route-53';
import * as z from 'zod';
import { domainStores } from '../../../../shared/domains/adapters/stores.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import { awsClient } from '../../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../../shared/platform/runtime/env.ts';
import { stepHandler } from '../../../../shared/platform/runtime/step.ts';
import { openTables } from '../../../../shared/platform/runtime/tables.ts';
import { Route53Zones } from '../../../../shared/provisioning/adapters/route53/route53-zones.ts';
import { provisioningStores } from '../../../../shared/provisioning/adapters/stores.ts';
import { writeRecords } from '../../../../shared/provisioning/app/write-records.ts';
import { provisioningInputSchema } from '../../../../shared/provisioning/contract/steps.ts';

const tables = openTables();
const deps = {
  ...domainStores(tables),
  ...provisioningStores(tables),
  zones: new Route53Zones(new Route53Client(awsClient())),
  region: readEnv({ AWS_REGION: z.string() }).AWS_REGION,
  clock: systemClock,
};

export const handler = stepHandler(provisioningInputSchema, (input) => writeRecords(deps, input));

import { SESClient } from '@aws-sdk/client-ses';
import { domainStores } from '../../../../shared/domains/adapters/stores.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import { limitStores } from '../../../../shared/limits/adapters/stores.ts';
import { awsClient } from '../../../../shared/platform/runtime/clients.ts';
import { stepHandler } from '../../../../shared/platform/runtime/step.ts';
import { openTables } from '../../../../shared/platform/runtime/tables.ts';
import { SesIdentities } from '../../../../shared/provisioning/adapters/ses/ses-identities.ts';
import { provisioningStores } from '../../../../shared/provisioning/adapters/stores.ts';
import { askSes } from '../../../../shared/provisioning/app/ask-ses.ts';
import { askSesInputSchema } from '../../../../shared/provisioning/contract/steps.ts';

const tables = openTables();
const deps = {
  ...domainStores(tables),
  ...limitStores(tables, systemClock),
  ...provisioningStores(tables),
  // Another attempt would be another call within the second.
  identities: new SesIdentities(new SESClient(awsClient({ attempts: 1 }))),
  clock: systemClock,
};

export const handler = stepHandler(askSesInputSchema, (input) => askSes(deps, input));
